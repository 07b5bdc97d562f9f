/** Words that no list of English has, and words that are names too and seldom meant as such. */
export const EVERYDAY: ReadonlySet<string> = new Set(
  (
    'ok okay hi hello hey dear thanks thank thx pls please yeah yep nope hmm um uh oh bye lol asap fyi btw etc vs app apps online website email emails ' +
    'wifi login logout username signup dropdown screenshot covid coronavirus iphone ipad android google facebook instagram whatsapp youtube twitter ' +
    'zoom uber amazon walmart walgreens cvs costco microsoft apple paypal venmo medicare medicaid hipaa ssn dob mrn mri ct ekg ecg iv er icu ' +
    'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun today tomorrow yesterday ' +
    'spring summer autumn fall winter easter christmas thanksgiving ramadan halloween hanukkah diwali xmas ' +
    'doc doctor nurse mom mum dad mama papa grandma grandpa baby honey darling sir madam ma miss infant male female unknown lady princess prince ' +
    'english spanish french german chinese italian irish british american african asian european hispanic latino latina caucasian mexican indian ' +
    'japanese korean vietnamese arabic russian portuguese catholic christian jewish muslim ' +
    'will true major general early long little young old blue white black brown green gray grey golden silver pink scarlet violet rose ' +
    'hope faith joy grace charity mercy patience honor harmony serenity destiny justice liberty peace love heaven angel chance chase art bill mark ' +
    'rich frank earnest guy buddy ace star rain stormy sunny misty crystal amber pearl ruby jewel diamond ginger rosemary basil sage olive ' +
    'cherry candy page drew lance grant pat case royal noble sterling price ward wade clay cliff glen dale heath forest reed brook lake river ' +
    'an in my ana la see so do man son king kit ty tab dot pa om via ' +
    'aetna cigna humana kaiser anthem bcbs tricare molina unitedhealthcare optum wellcare labcorp mychart fitbit garmin dexcom freestyle libre omnipod medtronic yessir vera alta xray xrays maam cmon acct rec assoc lab labs iban http https www mister misses anyways covid ohio whoa aww huh gonna wanna gotta dunno kinda sorta alright yup ' +
    'sincerely regards best cheers cc bcc re fwd pm am est pst edt utc gmt usd eur gbp usa uk us eu nyc'
  ).split(' '),
);

/** Given names that a list of words has too; with a capital they are names. */
export const GIVEN_TOO: ReadonlySet<string> = new Set(
  (
    'john jack bob mike nick ken harry rob roger tom peter maria marina sue ann carol meg sally dick mick derrick dirk eddy elvis ethel ' +
    'fritz hank jared jerry joe jim larry bobby lee lulu nestor polly susanna wally willy jenny patty barb barney ted tim sam don ron dan greg'
  ).split(' '),
);

/** Given names that, without a capital, are words as often. */
export const SMALL_WORDS: ReadonlySet<string> = new Set(
  (
    'ben beau brad chad carter chandler christian clarence clyde cole dale dakota devon dixie eden franklin gage griffin harper hudson ' +
    'jasper jean kelvin kirk lea lincoln logan mack malik marlin marquis max maxwell messiah monte morgan murray myrtle neva norma orion ' +
    'otis paisley paris perry piper randy rex rick rowan savanna savannah sawyer shiloh sienna sonny ted teddy terry titus toby trey troy ' +
    'tucker zion gene asia jan matt marc lee joe jim tim sam don ron dan john jack bob mike nick ken harry rob roger tom sue ann carol meg ' +
    'sally dick mick derrick dirk eddy polly patty barb willy bobby hunter mason cooper tyler taylor parker skyler cody cassie constance ' +
    'emery ezra fay geneva lena leo ola lucy melody rosa ramona ruth tammy whitney bailey aurora adam august peter victoria charlotte ' +
    'camila salem vera ida iva ila ela eli ali ara ari ian may june april'
  ).split(' '),
);

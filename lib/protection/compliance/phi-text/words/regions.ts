/** States of the United States, and countries (CLDR) and continents: larger than what Safe Harbor asks to remove. */
export const STATES: ReadonlySet<string> = new Set(
  'alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york state|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|west virginia|washington state|wisconsin|wyoming|puerto rico'.split(
    '|',
  ),
);

export const COUNTRIES: ReadonlySet<string> = new Set(
  (
    'afghanistan|africa|aland islands|albania|algeria|america|american samoa|andorra|angola|anguilla|antarctica|antigua and barbuda|argentina|armenia|aruba|' +
    'ascension island|asia|australia|austria|azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bermuda|bhutan|bolivia|bosnia|' +
    'bosnia and herzegovina|botswana|bouvet island|brazil|britain|british indian ocean territory|british virgin islands|brunei|bulgaria|burkina faso|burma|' +
    'burundi|cambodia|cameroon|canada|canary islands|cape verde|caribbean|caribbean netherlands|cayman islands|central african republic|ceuta and melilla|' +
    'chad|chile|china|christmas island|clipperton island|cocos  islands|cocos islands|colombia|comoros|congo|congo - brazzaville|congo - kinshasa|' +
    "cook islands|costa rica|cote d'ivoire|croatia|cuba|curacao|curaçao|cyprus|czech republic|czechia|côte d'ivoire|denmark|diego garcia|djibouti|" +
    'dominica|dominican republic|ecuador|egypt|el salvador|england|equatorial guinea|eritrea|estonia|eswatini|ethiopia|europe|european union|' +
    'falkland islands|faroe islands|fiji|finland|france|french guiana|french polynesia|french southern territories|gabon|gambia|germany|ghana|gibraltar|' +
    'great britain|greece|greenland|grenada|guadeloupe|guam|guatemala|guinea|guinea-bissau|guyana|haiti|heard and mcdonald islands|holland|honduras|' +
    'hong kong|hong kong sar china|hungary|iceland|india|indonesia|iran|iraq|ireland|isle of man|israel|italy|ivory coast|jamaica|japan|jordan|kazakhstan|' +
    "kenya|kiribati|korea|kosovo|kuwait|kyrgyzstan|lao people's democratic republic|laos|latin america|latvia|lebanon|lesotho|liberia|libya|" +
    'libyan arab jamahiriya|liechtenstein|lithuania|luxembourg|macao sar china|macau|macedonia|madagascar|malawi|malaysia|maldives|mali|malta|' +
    'marshall islands|martinique|mauritania|mauritius|mayotte|mexico|micronesia|middle east|moldova|monaco|mongolia|montenegro|montserrat|morocco|' +
    'mozambique|myanmar|namibia|nauru|nepal|netherlands|new caledonia|new zealand|nicaragua|niger|nigeria|niue|norfolk island|north america|north korea|' +
    'north macedonia|northern ireland|northern mariana islands|norway|oman|pakistan|palau|palestine|palestinian territories|panama|papua new guinea|' +
    'paraguay|peru|philippines|pitcairn islands|poland|portugal|puerto rico|qatar|reunion|romania|russia|russian federation|rwanda|réunion|saint helena|' +
    'saint martin|samoa|san marino|sao tome and principe|sark|saudi arabia|scotland|senegal|serbia|seychelles|sierra leone|singapore|sint maarten|' +
    'slovak republic|slovakia|slovenia|solomon islands|somalia|south africa|south america|south georgia and south sandwich islands|south korea|south sudan|' +
    'spain|sri lanka|st. barthelemy|st. barthélemy|st. helena|st. kitts and nevis|st. lucia|st. martin|st. pierre and miquelon|st. vincent and grenadines|' +
    'sudan|suriname|svalbard and jan mayen|swaziland|sweden|switzerland|syria|syrian arab republic|são tomé and príncipe|taiwan|tajikistan|tanzania|' +
    'thailand|timor-leste|togo|tokelau|tonga|trinidad|trinidad and tobago|tristan da cunha|tunisia|turkey|turkiye|turkmenistan|turks and caicos islands|' +
    'tuvalu|türkiye|u.k|u.s|u.s. virgin islands|u.s.a|uae|uganda|uk|ukraine|united arab emirates|united kingdom|united nations|united states|uruguay|usa|' +
    'uzbekistan|vanuatu|vatican city|venezuela|viet nam|vietnam|virgin islands|wales|wallis and futuna|western sahara|yemen|zambia|zimbabwe|åland islands'
  ).split('|'),
);

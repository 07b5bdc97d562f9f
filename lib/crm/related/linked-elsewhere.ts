/** Why a link was not made yet: the lookup of one record points to another one. */
export const LINKED_ELSEWHERE = 'LINKED_ELSEWHERE';

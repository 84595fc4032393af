/** Constructs of the grammar that the evaluator does not follow yet: the generator leaves them out. */
export const NOT_FOLLOWED_YET: readonly string[] = [];

/** What an item's author got wrong in a way that shows only when its processing runs. */
export const qtiErrorKinds = [
  'wrong-base-type',
  'wrong-cardinality',
  'unknown-variable',
  'wrong-variable',
  'operands',
  'logic',
  'runtime',
  'unsupported',
] as const;
export type QtiErrorKind = (typeof qtiErrorKinds)[number];

/** Thrown while processing runs and caught where an item is graded: the item is then not scored, with this reason. */
export class QtiError extends Error {
  readonly kind: QtiErrorKind;
  constructor(kind: QtiErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Why a credential is not accepted, in words for whoever holds it. */
export class Refusal extends Error {
  override name = 'Refusal';
}

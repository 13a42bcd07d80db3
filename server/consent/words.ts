/** The sentences of the consent, which each language gives in its own words. */
export type CheckInPicture = 'portrait' | 'document' | 'room';
export type ConsentWords = {
  /** Pictures that are taken before the exam, at least the portrait. */
  taken: (pictures: readonly CheckInPicture[]) => string;
  /** What is kept of the document as text; so many last characters of its number, 0 to 4. */
  read: (digits: number) => string;
  turned: string;
  never: string;
  /** A still every so many seconds; 0 takes none. */
  stills: (seconds: number) => string;
  /** Whether short pieces of video are kept around what was noticed. */
  clips: (kept: boolean) => string;
  record: string;
  people: string;
  /** Days after the final result. */
  destroyed: (days: number) => string;
  help: string;
};

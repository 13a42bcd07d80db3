/** Collects everything that is wrong with a package, so that an author mends it in one go. */
export type ContentProblem = { file: string; line: number | null; message: string };

export class Report {
  readonly problems: ContentProblem[] = [];
  /** What is taken otherwise than it is written, and no reason to refuse the package. */
  readonly warnings: ContentProblem[] = [];

  /** `message` says what is wrong and what to do. `line` counts from 1; null where a file has no lines. */
  add(file: string, line: number | null, message: string): void {
    this.problems.push({ file, line, message });
  }

  warn(file: string, line: number | null, message: string): void {
    this.warnings.push({ file, line, message });
  }

  get clean(): boolean {
    return this.problems.length === 0;
  }
}

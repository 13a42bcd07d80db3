/**
 * A vitest reporter that names every test which passed only at its second try, and writes their number to the file that
 * `INVIGIL_SECOND_TRIES` names: a test that wavers is a defect to mend, and must not hide behind the try that went well.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export default class SecondTry implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const wavering = modules.flatMap((module) => [...module.children.allTests()].filter((test) => test.diagnostic()?.flaky));
    for (const test of wavering) console.log(`Only at the second try: ${test.module.relativeModuleId} > ${test.fullName}`);
    const file = process.env.INVIGIL_SECOND_TRIES;
    if (file) writeFileSync(file, String(wavering.length));
  }
}

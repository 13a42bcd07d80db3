/** Course codes as their sources write them: `14.750x`, `SC1x`, `CTL.SC1x`, `course-v1:MITx+6.86x`. */
import * as z from 'zod/mini';

export const CourseCode = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9][A-Za-z0-9._+:-]{0,63}$/,
      'must be 1 to 64 letters without accents, digits, dots, dashes, plus signs or colons',
    ),
  );

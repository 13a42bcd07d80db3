import type { ConsentWords } from './words.ts';

const pictures = { portrait: 'صورة لوجهك', document: 'صورة لوثيقة هوية', room: 'أربع صور لغرفتك' };
const digits = ['', 'آخر رمز', 'آخر رمزين', 'آخر ثلاثة رموز', 'آخر أربعة رموز'];
const plural = new Intl.PluralRules('ar');
/** A number with its noun: one, two, few (3 to 10), many (11 to 99), and other. */
const counted = (count: number, [one, two, few, many, other]: readonly [string, string, string, string, string]): string => {
  const words = {
    zero: `${count} ${other}`,
    one,
    two,
    few: `${count} ${few}`,
    many: `${count} ${many}`,
    other: `${count} ${other}`,
  };
  return words[plural.select(count)];
};
const seconds = ['ثانية واحدة', 'ثانيتين', 'ثوانٍ', 'ثانية', 'ثانية'] as const;
const days = ['يوم واحد', 'يومين', 'أيام', 'يومًا', 'يوم'] as const;

export const arabic: ConsentWords = {
  taken: (which) => `قبل الامتحان تُلتقط ${which.map((one) => pictures[one]).join(' و')}، ليتأكد شخص من أنك أنت.`,
  read: (kept) =>
    `تُقرأ الوثيقة على حاسوبك أنت، وما يُحفظ منها نصًا هو ما إذا كان الاسم والوجه مطابقين${kept > 0 ? `، و${digits[kept]} من رقمها` : ''}.`,
  turned: 'يُطلب منك أن تدير رأسك وأن ترمش، ولا يُحفظ إلا ما إذا نجح ذلك.',
  never: 'الأرقام التي تصف وجهك لا تغادر حاسوبك أبدًا. يمكنك ترك أي خطوة مع ذكر السبب، وعندها يقرر شخص.',
  stills: (every) =>
    every > 0
      ? `أثناء الامتحان تُلتقط صورة صغيرة من الكاميرا كل ${counted(every, seconds)} وتُعرض على مراقب.`
      : 'أثناء الامتحان لا تُلتقط صور على فترات.',
  clips: (kept) =>
    kept
      ? 'إذا لوحظ أمر غير معتاد يُحفظ مقطع فيديو قصير لتلك اللحظة من دون صوت. عدا ذلك لا يُحفظ أي فيديو، ولا يغادر أي صوت حاسوبك.'
      : 'لا يُسجَّل أي فيديو ولا يغادر أي صوت حاسوبك.',
  record: 'تُحفظ إجاباتك وأوقات إدخالها والأحداث التقنية (مثل انقطاع الاتصال) في سجل موقَّع، ويمكن أن يُعرض عليك هذا السجل.',
  people:
    'إذا لوحظ أمر غير معتاد ينظر فيه أشخاص ويقررون. لا تقرر أي آلة بشأنك، ولا تُستنتج أبدًا المشاعر ولا الأصل ولا العمر ولا الجنس.',
  destroyed: (after) => `تُخزَّن كل الصور مشفَّرة وتُتلف بعد ${counted(after, days)} من صدور نتيجتك النهائية. ويُسجَّل من يطّلع عليها.`,
  help: 'يمكنك طلب المساعدة في أي وقت أثناء الامتحان. لا تُحسب عليك أي مشكلة تقنية، ويُعاد إليك الوقت الضائع بسببها وفق قواعد الامتحان.',
};

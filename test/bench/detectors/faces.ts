/** Presence and light: faces found, second faces invented, by lighting and skin tone; what the candidate would be told. */
import { lightOf, pictureState } from '../../../desktop/renderer/monitors/detectors/light.ts';
import { countedFaces } from '../../../desktop/renderer/monitors/detectors/presence.ts';
import { type Measurement, mark, type Section, sampled } from './kit.ts';
import { type LightingName, lightings, portraitsOf, readPicture, webcam } from './pictures.ts';
import { itaOf, type Tone, toneOf, tones } from './skin.ts';
import { type Share, share, told } from './stats.ts';

type Seen = { tone: Tone; lighting: LightingName; faces: number; state: string; yaw: number | null };

export const faces: Measurement = ({ folder, eyes, quick }): Section => {
  const lines: string[] = [];
  if (!folder) return { title: 'Faces (presence@1, light@1)', lines: ['no corpus: not measured'], marks: [] };
  const seen: Seen[] = [];
  const shown: LightingName[] = quick ? ['normal', 'very dark', 'far'] : ['normal', 'dim', 'very dark', 'backlit', 'far'];
  for (const { file } of sampled(portraitsOf(folder), quick, 40)) {
    const source = readPicture(file);
    const [plain] = countedFaces(eyes.faces(source));
    const tone = plain ? toneOf(itaOf(source, plain)) : 'light';
    for (const lighting of shown) {
      const frame = webcam(source, lightings[lighting]);
      const found = countedFaces(eyes.faces(frame));
      const [face] = found;
      const light = face ? { light: lightOf(frame, face.box), height: face.box[3] } : null;
      const state = pictureState(lightOf(frame), light, frame.height);
      seen.push({ tone, lighting, faces: found.length, state, yaw: face?.pose.yaw ?? null });
    }
  }
  const of = (lighting: LightingName, tone?: Tone) =>
    seen.filter((one) => one.lighting === lighting && (!tone || one.tone === tone));
  const found = (cases: Seen[]): Share => share(cases.filter((one) => one.faces > 0).length, cases.length);
  for (const lighting of shown) {
    lines.push(`${lighting}: found ${told(found(of(lighting)))}`);
    for (const tone of tones) lines.push(`  ${tone} skin: ${told(found(of(lighting, tone)))}`);
    const more = of(lighting).filter((one) => one.faces > 1).length;
    lines.push(`  more than one face: ${told(share(more, of(lighting).length))}`);
    const states = Map.groupBy(of(lighting), (one) => one.state);
    lines.push(`  the candidate is told: ${[...states].map(([state, cases]) => `${state} ${cases.length}`).join(', ')}`);
  }
  const all = (lighting: LightingName, least: number) =>
    tones.every((tone) => {
      const { count, of: cases } = found(of(lighting, tone));
      return cases === 0 || count / cases >= least;
    });
  const most = seen.filter((one) => one.lighting === 'normal');
  const invented = share(most.filter((one) => one.faces > 1).length, most.length);
  return {
    title: 'Faces (presence@1, light@1)',
    lines,
    marks: [
      mark('every face found in normal light, in every group', all('normal', 1), told(found(of('normal')))),
      mark(
        'at least 99 % found in the very dark',
        found(of('very dark')).count >= 0.99 * of('very dark').length,
        told(found(of('very dark'))),
      ),
      mark('at least 99 % found far away', found(of('far')).count >= 0.99 * of('far').length, told(found(of('far')))),
      mark('more than one face on at most 1 % of portraits', invented.count <= 0.01 * invented.of, told(invented)),
    ],
  };
};

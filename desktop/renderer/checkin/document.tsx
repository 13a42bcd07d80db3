/** The identity document: read here, compared here; what goes out are the picture and verdicts. */
import { useEffect, useRef, useState } from 'react';
import type { DocumentReading } from '../../../shared/journal/entry.ts';
import { bytesOf } from '../camera/jpeg.ts';
import { useClient } from '../client/client.tsx';
import { useText } from '../i18n/text.ts';
import { identityVersion, likenessAt, nearest } from '../monitors/detectors/identity.ts';
import { readerVersion } from '../monitors/document/judge.ts';
import type { DocumentRead, Glance } from '../monitors/document/protocol.ts';
import type { Monitor } from '../monitors/monitor.ts';
import type { Panel } from '../notices/panels.tsx';
import { type Guide, guided, newGuide } from './framing.ts';
import { GuideLine } from './guide.tsx';
import { orNull, useHelpers } from './helpers.tsx';
import { PictureStep } from './picture-step.tsx';
import { useStage } from './stage.tsx';

const pictureSize = { width: 1600, height: 1200 };
const EVERY_MS = 600;
type Hint = 'show' | 'closer' | 'still' | 'read';

/** Below these the zone is there but not to be read. */
const SMALL_PITCH = 9;
const CLEAR = 0.68;
const hintFor = ({ zone, readable }: Glance): Hint => {
  if (readable) return 'read';
  if (!zone) return 'show';
  if (zone.pitch < SMALL_PITCH) return 'closer';
  return zone.clear < CLEAR ? 'still' : 'closer';
};

const unread: DocumentRead = { source: 'none', name: 'unread', score: 0, expired: null, digits: '', portrait: null };

export function IdentityDocument({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { bridge, view } = useClient();
  const { monitor, reader, face } = useHelpers();
  const stage = useStage(pictureSize);
  const [guide, setGuide] = useState<Guide<Hint>>(newGuide);
  const [result, setResult] = useState<DocumentReading | null>(null);
  const reading = useRef<Promise<DocumentReading> | null>(null);
  const { track } = stage;
  const live = stage.taken === null;

  useEffect(() => {
    if (!reader || !track || !live) return;
    setResult(null);
    return reader.follow(track, EVERY_MS, (glance) => setGuide((known) => guided(known, hintFor(glance), performance.now())));
  }, [reader, track, live]);

  const read = async (picture: Blob): Promise<DocumentReading> => {
    const wish = { registered: view.candidate?.name ?? '', digits: view.checkIn?.documentDigits ?? 0, now: Date.now() };
    const found = (reader && (await orNull(reader.read(picture, wish)))) ?? unread;
    const { score: _score, portrait, ...verdict } = found;
    const descriptors = (await face()).descriptors;
    const likeness = monitor ? await faceOn(monitor, picture, portrait, descriptors) : 'unseen';
    return { ...verdict, face: likeness, detector: `${readerVersion} ${identityVersion}` };
  };
  const take = (picture: Blob) => {
    const promise = read(picture);
    reading.current = promise;
    promise.then((fresh) => {
      if (reading.current === promise) setResult(fresh);
    });
  };
  const use = async (picture: Blob) => {
    const fresh = (await reading.current) ?? (await read(picture));
    return bridge.picture({ purpose: 'document', jpeg: await bytesOf(picture), reading: fresh });
  };
  return (
    <PictureStep
      purpose="document"
      title="document.title"
      lead="document.lead"
      points={['document.flat', 'document.whole', 'document.glare', 'document.zone']}
      stage={stage}
      advice={<GuideLine good={guide.shown === 'read'}>{guide.shown && t(`reading.${guide.shown}`)}</GuideLine>}
      about={<GuideLine good={result?.name === 'same'}>{t(result ? `reading.name.${result.name}` : 'reading.busy')}</GuideLine>}
      onTake={take}
      onUse={use}
      onPanel={onPanel}
    />
  );
}

/** The face on the document against the portrait's. Where several are in the picture, nobody can say which is meant. */
async function faceOn(
  monitor: Monitor,
  picture: Blob,
  portrait: Blob | null,
  known: readonly (readonly number[])[],
): Promise<DocumentReading['face']> {
  if (known.length === 0) return 'unseen';
  const seen = await orNull(monitor.see(portrait ?? picture, { descriptor: true }));
  const descriptor = seen?.faces.length === 1 ? seen.faces[0]?.descriptor : null;
  return descriptor ? likenessAt(nearest(descriptor, known)) : 'unseen';
}

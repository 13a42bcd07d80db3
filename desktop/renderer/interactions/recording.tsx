/** A recording that plays: its data as an address that the content policy lets play, and a player with the usual buttons. */
import { useEffect, useState } from 'react';
import type { Recording } from '../../../shared/assessment/delivery.ts';

export function useRecording({ src }: Recording): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const [, type, data] = /^data:((?:audio|video)\/[a-z0-9]+);base64,(.*)$/s.exec(src) ?? [];
    if (data === undefined) return;
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: type ?? '' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [src]);
  return address;
}

/** May be played as often as wanted. */
export function Player({ recording, label, className }: { recording: Recording; label: string; className?: string | undefined }) {
  const src = useRecording(recording);
  const shared = { src, controls: true, controlsList: 'nodownload noremoteplayback', 'aria-label': label, className };
  return recording.kind === 'audio' ? <audio {...shared} /> : <video {...shared} disablePictureInPicture />;
}

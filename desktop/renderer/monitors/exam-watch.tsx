/** While the exam runs: hands camera, microphone and typing to the monitors, and their signals and clips to main. Draws nothing. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { SignalKind } from '../../../shared/journal/entry.ts';
import { useCamera } from '../camera/camera.tsx';
import { bytesOf } from '../camera/jpeg.ts';
import { useClient } from '../client/client.tsx';
import { type Ring, startRing } from '../evidence/ring.ts';
import { virtualByName } from './detectors/camera.ts';
import { watchKeys } from './keys.ts';
import { useLasting } from './lasting.ts';
import type { Monitor } from './monitor.ts';
import { useMonitors } from './provider.tsx';
import type { Signal } from './watch.ts';

/** Technical states are told, but nobody needs to see a film of the dark. */
const withoutClip = new Set<SignalKind>(['too-dark', 'backlit', 'too-far', 'virtual-camera']);

/** Of something that lasts, its beginning is filmed. */
const MOST_CLIP_MS = 20_000;

export function ExamWatch() {
  const { bridge, view } = useClient();
  const { state } = useCamera();
  const { monitor, failed, setNotice } = useMonitors();
  const stream = state.kind === 'live' ? state.stream : null;
  const ring = useRef<Ring | null>(null);
  const [monitors, muted] = [(view.exam?.monitors ?? []).join(), (view.exam?.muted ?? []).join()];
  const policy = useMemo(() => ({ monitors: new Set(monitors.split(',')), muted: muted.split(',') }), [monitors, muted]);

  useEffect(() => {
    if (!stream || !policy.monitors.has('clips')) return;
    const started = startRing(stream, ({ from, to, webm }, signal) => {
      void bytesOf(webm).then((bytes) => bridge.clip({ signal, from, to, webm: bytes }));
    });
    ring.current = started;
    return () => {
      ring.current = null;
      void started.stop();
    };
  }, [bridge, stream, policy]);

  // What main observes (focus, displays, programs) has no camera of its own.
  useEffect(
    () => bridge.onMoment(({ signal, from, to }) => ring.current?.want(from, Math.min(to, from + MOST_CLIP_MS), signal)),
    [bridge],
  );

  const [begun, setBegun] = useState<Monitor | null>(null);
  useEffect(() => {
    if (!monitor) return;
    let stopped = false;
    const onSignal = ({ signal, detector, from, to, confidence, note }: Signal) => {
      const body = { signal, detector, from: Math.round(from), to: Math.round(to), confidence };
      void bridge.signal({ ...body, ...(note && { note }) });
      if (!withoutClip.has(signal)) ring.current?.want(from, Math.min(to, from + MOST_CLIP_MS), signal);
    };
    void bridge.enrolment({}).then((known) => {
      if (stopped) return;
      const { descriptors: references = [], baseline = null } = (known.ok && known.value) || {};
      const settings = { muted: policy.muted, references, baseline };
      monitor.begin(settings, { onSignal, onReport: ({ notice }) => setNotice(notice) });
      setBegun(monitor);
    });
    return () => {
      stopped = true;
      setBegun(null);
    };
  }, [bridge, monitor, policy, setNotice]);

  useEffect(() => {
    const track = stream?.getVideoTracks()[0];
    if (!begun || !track || !policy.monitors.has('camera')) return;
    const end = begun.watch(track);
    begun.observed(virtualByName(track.label), Date.now());
    return () => {
      end();
      setNotice(null);
    };
  }, [begun, stream, policy, setNotice]);

  useEffect(() => {
    if (!begun || !policy.monitors.has('keys')) return;
    return watchKeys(document, (observation) => begun.observed(observation, Date.now()));
  }, [begun, policy]);

  useLasting('monitor-lost', 'monitor-worker@1', failed !== null);
  useMicrophone(policy.monitors.has('microphone') && !policy.muted.includes('speech') ? begun : null);
  return null;
}

/** Opens the microphone for `monitor`, which hears whether somebody speaks. Without a microphone the exam goes on. */
function useMicrophone(monitor: Monitor | null): void {
  useEffect(() => {
    if (!monitor) return;
    let stopped = false;
    let end = () => {};
    const open = async () => {
      const sound = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: false, autoGainControl: true },
        video: false,
      });
      const track = sound.getAudioTracks()[0];
      const deaf = track && !stopped ? await monitor.listen(track) : () => {};
      end = () => {
        deaf();
        for (const each of sound.getTracks()) each.stop();
      };
      if (stopped) end();
    };
    open().catch((error: unknown) => console.warn('The microphone is not heard:', error));
    return () => {
      stopped = true;
      end();
    };
  }, [monitor]);
}

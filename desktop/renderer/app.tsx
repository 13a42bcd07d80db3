/** The candidate's screens: whichever main's view names, with the dialogs that all of them share. */
import { useState } from 'react';
import type { Bridge, Screen } from '../../shared/contract/bridge.ts';
import { CameraProvider } from './camera/camera.tsx';
import { CameraWatch } from './camera/watch.tsx';
import { IdentityDocument } from './checkin/document.tsx';
import { HelpersProvider } from './checkin/helpers.tsx';
import { Liveness } from './checkin/liveness.tsx';
import { Portrait } from './checkin/portrait.tsx';
import { Room } from './checkin/room.tsx';
import { ClientProvider, useClient } from './client/client.tsx';
import { Exam } from './exam/exam.tsx';
import { SessionProvider } from './exam/session.tsx';
import { DisplayProvider } from './i18n/display.tsx';
import { ExamWatch } from './monitors/exam-watch.tsx';
import type { Monitor } from './monitors/monitor.ts';
import { MonitorProvider } from './monitors/provider.tsx';
import { type Panel, Panels } from './notices/panels.tsx';
import { Capability } from './screens/capability.tsx';
import { Consent } from './screens/consent.tsx';
import { Finished } from './screens/finished.tsx';
import { Launch } from './screens/launch.tsx';
import { Paused } from './screens/paused.tsx';
import { Ready } from './screens/ready.tsx';
import { Refused } from './screens/refused.tsx';
import { SystemCheck } from './screens/system-check.tsx';
import { Waiting } from './screens/waiting.tsx';

/** Everything the candidate sees, on the bridge to main; `openMonitor` stands in for the detectors in previews. */
export function App({ bridge, openMonitor }: { bridge: Bridge; openMonitor?: () => Monitor }) {
  return (
    <DisplayProvider>
      <ClientProvider bridge={bridge}>
        <Screens {...(openMonitor && { open: openMonitor })} />
      </ClientProvider>
    </DisplayProvider>
  );
}

/** While one waits the camera is off: one may move about, unseen. */
const checkIn: readonly Screen[] = ['portrait', 'document', 'room', 'liveness'];
const withCamera = new Set<Screen>([...checkIn, 'ready', 'exam', 'paused']);

/** The detectors load while one reads, so that they are there when the camera is. */
const withMonitors = new Set<Screen>(['system-check', 'capability', 'consent', ...withCamera]);

function Screens(detectors: { open?: () => Monitor }) {
  const { view } = useClient();
  const [panel, setPanel] = useState<Panel | null>(null);
  return (
    <CameraProvider active={withCamera.has(view.screen)}>
      <MonitorProvider active={withMonitors.has(view.screen)} {...detectors}>
        <SittingSession>
          <HelpersProvider documents={view.screen === 'document' || view.screen === 'portrait'}>
            <ScreenOf screen={view.screen} onPanel={setPanel} />
          </HelpersProvider>
          {view.screen === 'exam' && <CameraWatch />}
          {view.screen === 'exam' && <ExamWatch />}
          <Panels open={panel} onClose={() => setPanel(null)} />
        </SittingSession>
      </MonitorProvider>
    </CameraProvider>
  );
}

/** Drafts begin with the sitting; before it there is nothing to answer. */
function SittingSession({ children }: { children: React.ReactNode }) {
  const { view } = useClient();
  return <SessionProvider key={view.sitting ? 'sitting' : 'none'}>{children}</SessionProvider>;
}

function ScreenOf({ screen, onPanel }: { screen: Screen; onPanel: (panel: Panel) => void }) {
  switch (screen) {
    case 'launch':
      return <Launch onPanel={onPanel} />;
    case 'refused':
      return <Refused onPanel={onPanel} />;
    case 'system-check':
      return <SystemCheck onPanel={onPanel} />;
    case 'capability':
      return <Capability onPanel={onPanel} />;
    case 'consent':
      return <Consent onPanel={onPanel} />;
    case 'portrait':
      return <Portrait onPanel={onPanel} />;
    case 'document':
      return <IdentityDocument onPanel={onPanel} />;
    case 'room':
      return <Room onPanel={onPanel} />;
    case 'liveness':
      return <Liveness onPanel={onPanel} />;
    case 'waiting':
      return <Waiting onPanel={onPanel} />;
    case 'ready':
      return <Ready onPanel={onPanel} />;
    case 'exam':
      return <Exam onPanel={onPanel} />;
    case 'paused':
      return <Paused onPanel={onPanel} />;
    case 'finished':
      return <Finished onPanel={onPanel} />;
  }
}

/** The candidate's screens: whichever main's view names, with the dialogs that all of them share. */
import { useState } from 'react';
import type { Bridge, Screen } from '../../shared/contract/bridge.ts';
import { CameraProvider } from './camera/camera.tsx';
import { CameraWatch } from './camera/watch.tsx';
import { ClientProvider, useClient } from './client/client.tsx';
import { Exam } from './exam/exam.tsx';
import { SessionProvider } from './exam/session.tsx';
import { DisplayProvider } from './i18n/display.tsx';
import { type Panel, Panels } from './notices/panels.tsx';
import { Capability } from './screens/capability.tsx';
import { Consent } from './screens/consent.tsx';
import { Finished } from './screens/finished.tsx';
import { Launch } from './screens/launch.tsx';
import { Paused } from './screens/paused.tsx';
import { Picture } from './screens/picture.tsx';
import { Ready } from './screens/ready.tsx';
import { Refused } from './screens/refused.tsx';
import { SystemCheck } from './screens/system-check.tsx';
import { Waiting } from './screens/waiting.tsx';

/** Everything the candidate sees, on the bridge to main. */
export function App({ bridge }: { bridge: Bridge }) {
  return (
    <DisplayProvider>
      <ClientProvider bridge={bridge}>
        <Screens />
      </ClientProvider>
    </DisplayProvider>
  );
}

/** While one waits the camera is off: one may move about, unseen. */
const withCamera = new Set<Screen>(['portrait', 'document', 'ready', 'exam', 'paused']);

function Screens() {
  const { view } = useClient();
  const [panel, setPanel] = useState<Panel | null>(null);
  return (
    <CameraProvider active={withCamera.has(view.screen)}>
      <SittingSession>
        <ScreenOf screen={view.screen} onPanel={setPanel} />
        {view.screen === 'exam' && <CameraWatch />}
        <Panels open={panel} onClose={() => setPanel(null)} />
      </SittingSession>
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
    case 'document':
      return <Picture key={screen} purpose={screen} onPanel={onPanel} />;
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

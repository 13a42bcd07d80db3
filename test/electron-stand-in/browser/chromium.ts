/** Starts the Chromium that stands for Electron's own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type Browser = { process: ChildProcess; endpoint: string };

const always = [
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--kiosk',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-infobars',
  '--disable-translate',
  '--test-type',
  '--password-store=basic',
  '--noerrdialogs',
];

/** `STAND_IN_CAMERA` names the MJPEG or Y4M file that the camera shows. */
function cameraSwitches(): string[] {
  const file = process.env.STAND_IN_CAMERA;
  return file ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`] : [];
}

/**
 * Starts Chromium with a profile folder and resolves once its DevTools endpoint listens.
 * `INVIGIL_CHROMIUM` names another binary than Debian's.
 */
export async function launchChromium(profile: string, switches: readonly string[]): Promise<Browser> {
  const binary = process.env.INVIGIL_CHROMIUM ?? '/usr/bin/chromium';
  // Nobody talks on the debugging pipe: Chromium ends when it closes, so it cannot outlive a killed test.
  const args = [`--user-data-dir=${profile}`, '--remote-debugging-pipe', ...always, ...cameraSwitches(), ...switches];
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  const { stderr } = child;
  if (!stderr) throw new Error('Electron stand-in: Chromium has no stderr to read');
  const said: string[] = [];
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Chromium exited with ${code} before it listened:\n${said.join('\n')}`)));
    child.once('error', reject);
    createInterface({ input: stderr }).on('line', (line) => {
      const [, url] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
      if (url) resolve(url);
      else if (said.length < 20) said.push(line);
      if (process.env.STAND_IN_DEBUG) process.stderr.write(`${line}\n`);
    });
  });
  return { process: child, endpoint };
}

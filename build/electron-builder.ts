/** How the client is packed: `electron-builder --config build/electron-builder.ts`, after `node build/bundle.ts`. */
import type { Configuration } from 'electron-builder';

/** Every fuse is named, so that a new one cannot slip through at its default. */
const electronFuses: Required<Pick<NonNullable<Configuration['electronFuses']>, FuseName>> = {
  // Otherwise ELECTRON_RUN_AS_NODE turns the signed client into a Node that runs anything.
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  // No --inspect: nobody looks into a running exam.
  enableNodeCliInspectArguments: false,
  // Effective on macOS and Windows; Linux has no check of its own.
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};
type FuseName = Exclude<keyof NonNullable<Configuration['electronFuses']>, 'resetAdHocDarwinSignature'>;

const cameraReason = 'Invigil shows the camera during the exam, so that a proctor can see who sits it.';
const microphoneReason = 'Invigil listens for speech during the exam.';

const config: Configuration = {
  appId: 'org.invigil.client',
  productName: 'Invigil',
  directories: { output: 'release', buildResources: 'build/resources' },
  // The bundles hold all they need: no node_modules, no sources, nothing of the server.
  files: ['out/desktop/**', '!**/*.map', '!**/node_modules/**', 'package.json'],
  asar: true,
  npmRebuild: false,
  protocols: [{ name: 'Invigil exam', schemes: ['invigil'] }],
  electronFuses,
  mac: {
    target: ['dmg', 'zip'],
    category: 'public.app-category.education',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    notarize: true,
    entitlements: 'build/resources/entitlements.mac.plist',
    entitlementsInherit: 'build/resources/entitlements.mac.plist',
    extendInfo: { NSCameraUsageDescription: cameraReason, NSMicrophoneUsageDescription: microphoneReason },
  },
  win: {
    target: ['nsis'],
    requestedExecutionLevel: 'asInvoker',
    // The key hook, where build/native/build.mjs has made it. Without it the client says that task switching is only seen.
    extraResources: [{ from: 'out/native', to: 'native', filter: ['key-hook.node'] }],
  },
  nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: false, deleteAppDataOnUninstall: false },
  linux: { target: ['AppImage', 'deb'], category: 'Education' },
  publish: [{ provider: 'generic', url: 'https://updates.invigil.example.org/client' }],
};
export default config;

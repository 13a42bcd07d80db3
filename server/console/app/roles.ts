/** Which pages a role works with. The server decides what may be done; this only decides what is offered. */
import type { Account, StaffRole } from '../../../shared/contract/console.ts';

/** The sections of the navigation, in their order. */
export const groups = ['live', 'marking', 'results', 'awards', 'people', 'records'] as const;
export type Group = (typeof groups)[number];

export const pages = {
  wall: { path: '/wall', group: 'live', roles: ['proctor', 'administrator'] },
  sittings: { path: '/sittings', group: 'live', roles: ['proctor', 'administrator'] },
  incidents: { path: '/incidents', group: 'live', roles: ['reviewer', 'administrator'] },
  marking: { path: '/marking', group: 'marking', roles: ['marker', 'senior-marker'] },
  adjudication: { path: '/adjudication', group: 'marking', roles: ['senior-marker', 'administrator'] },
  quality: { path: '/marking-quality', group: 'marking', roles: ['senior-marker', 'administrator'] },
  results: { path: '/results', group: 'results', roles: ['reviewer', 'administrator'] },
  analysis: { path: '/analysis', group: 'results', roles: ['reviewer', 'administrator'] },
  figures: { path: '/figures', group: 'results', roles: ['reviewer', 'administrator'] },
  regrades: { path: '/regrades', group: 'results', roles: ['administrator'] },
  exams: { path: '/exams', group: 'records', roles: ['administrator'] },
  decisions: { path: '/decisions', group: 'awards', roles: ['reviewer', 'administrator'] },
  credentials: { path: '/credentials', group: 'awards', roles: ['reviewer', 'administrator'] },
  batches: { path: '/credentials/batches', group: 'awards', roles: ['administrator'], within: 'credentials' },
  issuer: { path: '/credentials/issuer', group: 'awards', roles: ['administrator'], within: 'credentials' },
  holds: { path: '/holds', group: 'awards', roles: ['reviewer', 'administrator'] },
  applications: { path: '/applications', group: 'awards', roles: ['administrator'] },
  programmes: { path: '/programmes', group: 'records', roles: ['reviewer', 'administrator'] },
  learners: { path: '/learners', group: 'people', roles: ['administrator'] },
  windows: { path: '/windows', group: 'people', roles: ['proctor', 'administrator'] },
  imports: { path: '/imports', group: 'people', roles: ['administrator'] },
  lti: { path: '/lti', group: 'people', roles: ['administrator'] },
  programs: { path: '/programs', group: 'records', roles: ['administrator'] },
  audit: { path: '/audit', group: 'records', roles: ['administrator'] },
} as const satisfies Record<string, { path: `/${string}`; group: Group; roles: readonly StaffRole[]; within?: string }>;

export type PageName = keyof typeof pages;
/** Those that the navigation names; the others are reached from the page they are within. */
export const pageNames = (Object.keys(pages) as PageName[]).filter((page) => !('within' in pages[page]));

export const maySee = (account: Account, page: PageName): boolean =>
  account.roles.some((role) => (pages[page].roles as readonly StaffRole[]).includes(role));

/** The page an address belongs to: the one with the longest path that it begins with. */
export const pageAt = (address: string): PageName | undefined =>
  (Object.keys(pages) as PageName[])
    .filter((page) => address === pages[page].path || address.startsWith(`${pages[page].path}/`))
    .sort((one, other) => pages[other].path.length - pages[one].path.length)[0];

/** Where an account starts: the first page of its roles. */
export const homeOf = (account: Account): (typeof pages)[PageName]['path'] => {
  const first = pageNames.find((page) => maySee(account, page));
  return pages[first ?? 'incidents'].path;
};

export const isAdministrator = (account: Account): boolean => account.roles.includes('administrator');
/** Acts on a sitting are a proctor's. */
export const mayAct = (account: Account): boolean => account.roles.some((role) => role === 'proctor' || role === 'administrator');

/** Which pages a role works with. The server decides what may be done; this only decides what is offered. */
import type { Account, StaffRole } from '../../../shared/contract/console.ts';

export const pages = {
  wall: { path: '/wall', roles: ['proctor', 'administrator'] },
  sittings: { path: '/sittings', roles: ['proctor', 'administrator'] },
  incidents: { path: '/incidents', roles: ['reviewer', 'administrator'] },
  marking: { path: '/marking', roles: ['marker', 'senior-marker'] },
  adjudication: { path: '/adjudication', roles: ['senior-marker', 'administrator'] },
  quality: { path: '/marking-quality', roles: ['senior-marker', 'administrator'] },
  results: { path: '/results', roles: ['reviewer', 'administrator'] },
  analysis: { path: '/analysis', roles: ['reviewer', 'administrator'] },
  regrades: { path: '/regrades', roles: ['administrator'] },
  exams: { path: '/exams', roles: ['administrator'] },
  decisions: { path: '/decisions', roles: ['reviewer', 'administrator'] },
  credentials: { path: '/credentials', roles: ['reviewer', 'administrator'] },
  batches: { path: '/credentials/batches', roles: ['administrator'], within: 'credentials' },
  issuer: { path: '/credentials/issuer', roles: ['administrator'], within: 'credentials' },
  learners: { path: '/learners', roles: ['administrator'] },
  audit: { path: '/audit', roles: ['administrator'] },
} as const satisfies Record<string, { path: `/${string}`; roles: readonly StaffRole[]; within?: string }>;

export type PageName = keyof typeof pages;
/** Those that the navigation names; the others are reached from the page they are within. */
export const pageNames = (Object.keys(pages) as PageName[]).filter((page) => !('within' in pages[page]));

export const maySee = (account: Account, page: PageName): boolean =>
  account.roles.some((role) => (pages[page].roles as readonly StaffRole[]).includes(role));

/** Where an account starts: the first page of its roles. */
export const homeOf = (account: Account): (typeof pages)[PageName]['path'] => {
  const first = pageNames.find((page) => maySee(account, page));
  return pages[first ?? 'incidents'].path;
};

export const isAdministrator = (account: Account): boolean => account.roles.includes('administrator');
/** Acts on a sitting are a proctor's. */
export const mayAct = (account: Account): boolean => account.roles.some((role) => role === 'proctor' || role === 'administrator');

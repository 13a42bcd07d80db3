/** Registrations: one candidate for one exam in one window, with accommodations, behind a launch code. */
export { type AuthorisationPorts, type Authorisations, createAuthorisations } from './authorisations.ts';
export { newLaunchCode } from './launch-code.ts';
export { createLearnerLinks, type LearnerLink, type LearnerLinks, LINK_MS } from './learner-links.ts';
export { createRegistrations, type Registration, type Registrations, requireOpen, type Window } from './registrations.ts';
export { type RegistrationRoutes, serveRegistrations } from './routes.ts';
export { registrationMigrations } from './tables.ts';

/** Every address of the console, who may open it, and what it shows. */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect, useNavigate } from '@tanstack/react-router';
import { type ComponentType, type ReactNode, useEffect } from 'react';
import * as z from 'zod/mini';
import { AnalysesPage } from './analysis/AnalysesPage.tsx';
import { AnalysisPage } from './analysis/AnalysisPage.tsx';
import { Frame } from './app/Frame.tsx';
import { meQuery } from './app/queries.ts';
import { homeOf, maySee, type PageName, pages } from './app/roles.ts';
import { SessionProvider, useAccount } from './app/session.tsx';
import { useText } from './app/text.tsx';
import { AuditPage } from './audit/AuditPage.tsx';
import { ExamsPage } from './content/ExamsPage.tsx';
import { BatchesPage } from './credentials/BatchesPage.tsx';
import { BatchPage } from './credentials/BatchPage.tsx';
import { CohortPage, PublicCohortPage } from './credentials/CohortPage.tsx';
import { CredentialPage } from './credentials/CredentialPage.tsx';
import { CredentialsPage } from './credentials/CredentialsPage.tsx';
import { IssuerPage } from './credentials/IssuerPage.tsx';
import { PublicCredentialPage } from './credentials/PublicCredentialPage.tsx';
import { DecisionsPage } from './decisions/DecisionsPage.tsx';
import { FiguresListPage } from './figures/FiguresListPage.tsx';
import { FiguresPage } from './figures/FiguresPage.tsx';
import { HoldsPage } from './holds/HoldsPage.tsx';
import { ImportsPage } from './imports/ImportsPage.tsx';
import { IncidentsPage } from './incidents/IncidentsPage.tsx';
import { ReviewPage } from './incidents/ReviewPage.tsx';
import { LearnersPage } from './learners/LearnersPage.tsx';
import { ArrivedPage } from './lti/ArrivedPage.tsx';
import { LtiPage } from './lti/LtiPage.tsx';
import { RefusedPage } from './lti/RefusedPage.tsx';
import { AdjudicationPage } from './marking/AdjudicationPage.tsx';
import { DeskPage } from './marking/DeskPage.tsx';
import { JudgePage } from './marking/JudgePage.tsx';
import { QualityPage } from './marking/QualityPage.tsx';
import { QueuesPage } from './marking/QueuesPage.tsx';
import { SetUpPage } from './marking/SetUpPage.tsx';
import { ApplicationsPage } from './pathways/ApplicationsPage.tsx';
import { ApplyPage } from './pathways/ApplyPage.tsx';
import { EditorPage } from './programmes/EditorPage.tsx';
import { ProgrammesPage } from './programmes/ProgrammesPage.tsx';
import { ListedPage, RulesPage } from './programmes/RulesPage.tsx';
import { WhatIfPage } from './programmes/WhatIfPage.tsx';
import { ProgramsPage } from './programs/ProgramsPage.tsx';
import { RegisterPage } from './register/RegisterPage.tsx';
import { ImpactPage } from './regrade/ImpactPage.tsx';
import { ProposePage } from './regrade/ProposePage.tsx';
import { RegradesPage } from './regrade/RegradesPage.tsx';
import { MyPage } from './release/MyPage.tsx';
import { HistoryPage } from './results/HistoryPage.tsx';
import { ResultPage } from './results/ResultPage.tsx';
import { ResultsPage } from './results/ResultsPage.tsx';
import { SignIn } from './signin/SignIn.tsx';
import { SittingPage } from './sitting/SittingPage.tsx';
import { SittingsPage } from './sitting/SittingsPage.tsx';
import { SupportPage } from './support/SupportPage.tsx';
import { Page } from './ui/Page.tsx';
import { Empty } from './ui/States.tsx';
import { WallPage } from './wall/WallPage.tsx';
import { WindowPage } from './windows/WindowPage.tsx';
import { WindowsPage } from './windows/WindowsPage.tsx';

const Where = z.object({ locale: z.optional(z.string()) });

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  validateSearch: (search) => Where.parse(search),
  search: {
    // The chosen language stays in the address of every page, so that a reload and a copied link keep it.
    middlewares: [({ search, next }) => ({ ...(search.locale ? { locale: search.locale } : {}), ...next(search) })],
  },
  component: Outlet,
  notFoundComponent: NotFound,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only an address of this console may be gone back to.
  validateSearch: (search) => z.object({ back: z.optional(z.catch(z.string().check(z.regex(/^\/(?!\/)/)), '/')) }).parse(search),
  component: SignIn,
});
const publicCredential = createRoute({
  getParentRoute: () => root,
  path: '/c/$id',
  component: () => <PublicCredentialPage id={publicCredential.useParams().id} />,
});
const rulesList = createRoute({ getParentRoute: () => root, path: '/rules', component: ListedPage });
const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules/$id',
  component: () => <RulesPage id={rules.useParams().id} />,
});
const whatIf = createRoute({
  getParentRoute: () => root,
  path: '/rules/$id/what-if',
  component: () => <WhatIfPage id={whatIf.useParams().id} />,
});
/** The address that credentials name as their achievement. */
const versionRules = createRoute({
  getParentRoute: () => root,
  path: '/programmes/$id/$version',
  component: () => <RulesPage {...versionRules.useParams()} />,
});
const apply = createRoute({ getParentRoute: () => root, path: '/apply', component: ApplyPage });
const my = createRoute({ getParentRoute: () => root, path: '/my', component: MyPage });
const publicCohort = createRoute({ getParentRoute: () => root, path: '/cohort', component: PublicCohortPage });
const register = createRoute({ getParentRoute: () => root, path: '/register', component: RegisterPage });
const ltiArrived = createRoute({ getParentRoute: () => root, path: '/lti/arrived', component: ArrivedPage });
const ltiRefused = createRoute({ getParentRoute: () => root, path: '/lti/refused', component: RefusedPage });

const staff = createRoute({
  getParentRoute: () => root,
  id: 'staff',
  beforeLoad: async ({ context, location }) => {
    const account = await context.queries.ensureQueryData(meQuery);
    if (!account) throw redirect({ to: '/sign-in', search: { back: location.href } });
    return { account };
  },
  component: Staff,
});

function Staff() {
  const { account } = staff.useRouteContext();
  return (
    <SessionProvider account={account}>
      <Frame />
    </SessionProvider>
  );
}

/** A page that is only shown to the roles it is for. */
function For({ page, children }: { page: PageName; children: ReactNode }) {
  const t = useText();
  if (maySee(useAccount(), page)) return children;
  const roles = pages[page].roles.map((role) => t(`role.${role}`)).join(', ');
  return (
    <Page title={t('denied.title')}>
      <Empty title={t('denied.title')}>{t('denied.text', { roles })}</Empty>
    </Page>
  );
}

function NotFound() {
  const t = useText();
  return (
    <Page title={t('missing.title')}>
      <Empty title={t('missing.title')}>{t('missing.text')}</Empty>
    </Page>
  );
}

function Home() {
  const account = useAccount();
  const navigate = useNavigate();
  useEffect(() => void navigate({ to: homeOf(account), replace: true }), [account, navigate]);
  return null;
}

const under = { getParentRoute: () => staff };
const forRoles = (page: PageName, Shown: ComponentType) => () => (
  <For page={page}>
    <Shown />
  </For>
);
const home = createRoute({ ...under, path: '/', component: Home });
const wall = createRoute({ ...under, path: '/wall', component: forRoles('wall', WallPage) });
const sittings = createRoute({ ...under, path: '/sittings', component: forRoles('sittings', SittingsPage) });
// Reviewers come here from an incident or a result, so this page is anyone's on the staff.
const sitting = createRoute({ ...under, path: '/sittings/$id', component: () => <SittingPage id={sitting.useParams().id} /> });
const incidents = createRoute({ ...under, path: '/incidents', component: forRoles('incidents', IncidentsPage) });
const OneIncident = () => <ReviewPage id={incident.useParams().id} />;
const incident = createRoute({ ...under, path: '/incidents/$id', component: forRoles('incidents', OneIncident) });
const marking = createRoute({ ...under, path: '/marking', component: forRoles('marking', QueuesPage) });
const OneDesk = () => <DeskPage queue={desk.useParams().queue} />;
const desk = createRoute({ ...under, path: '/marking/$queue', component: forRoles('marking', OneDesk) });
const adjudication = createRoute({ ...under, path: '/adjudication', component: forRoles('adjudication', AdjudicationPage) });
const OneJudgement = () => <JudgePage {...judgement.useParams()} />;
const judgement = createRoute({
  ...under,
  path: '/adjudication/$queue/$script',
  component: forRoles('adjudication', OneJudgement),
});
const quality = createRoute({ ...under, path: '/marking-quality', component: forRoles('quality', QualityPage) });
const OneSetUp = () => <SetUpPage queue={setUp.useParams().queue} />;
const setUp = createRoute({ ...under, path: '/marking-quality/$queue', component: forRoles('quality', OneSetUp) });
const results = createRoute({ ...under, path: '/results', component: forRoles('results', ResultsPage) });
const OneResult = () => <ResultPage id={result.useParams().id} />;
const result = createRoute({ ...under, path: '/results/$id', component: forRoles('results', OneResult) });
const OneHistory = () => <HistoryPage id={history.useParams().id} />;
const history = createRoute({ ...under, path: '/results/$id/history', component: forRoles('results', OneHistory) });
const analyses = createRoute({ ...under, path: '/analysis', component: forRoles('analysis', AnalysesPage) });
const OneAnalysis = () => <AnalysisPage id={analysis.useParams().id} />;
const analysis = createRoute({ ...under, path: '/analysis/$id', component: forRoles('analysis', OneAnalysis) });
const regrades = createRoute({ ...under, path: '/regrades', component: forRoles('regrades', RegradesPage) });
const proposing = createRoute({ ...under, path: '/regrades/new', component: forRoles('regrades', ProposePage) });
const OneRegrade = () => <ImpactPage id={regrade.useParams().id} />;
const regrade = createRoute({ ...under, path: '/regrades/$id', component: forRoles('regrades', OneRegrade) });
const exams = createRoute({ ...under, path: '/exams', component: forRoles('exams', ExamsPage) });
const decisions = createRoute({ ...under, path: '/decisions', component: forRoles('decisions', DecisionsPage) });
const credentials = createRoute({ ...under, path: '/credentials', component: forRoles('credentials', CredentialsPage) });
const OneCredential = () => <CredentialPage id={credential.useParams().id} />;
const credential = createRoute({ ...under, path: '/credentials/$id', component: forRoles('credentials', OneCredential) });
const batches = createRoute({ ...under, path: '/credentials/batches', component: forRoles('batches', BatchesPage) });
const OneBatch = () => <BatchPage id={batch.useParams().id} />;
const batch = createRoute({ ...under, path: '/credentials/batches/$id', component: forRoles('batches', OneBatch) });
const issuer = createRoute({ ...under, path: '/credentials/issuer', component: forRoles('issuer', IssuerPage) });
const cohort = createRoute({ ...under, path: '/credentials/cohort', component: forRoles('credentials', CohortPage) });
const programmes = createRoute({ ...under, path: '/programmes', component: forRoles('programmes', ProgrammesPage) });
const OneProgramme = () => <EditorPage id={programme.useParams().id} />;
const programme = createRoute({ ...under, path: '/programmes/$id', component: forRoles('programmes', OneProgramme) });
const holds = createRoute({ ...under, path: '/holds', component: forRoles('holds', HoldsPage) });
const applications = createRoute({ ...under, path: '/applications', component: forRoles('applications', ApplicationsPage) });
const learners = createRoute({ ...under, path: '/learners', component: forRoles('learners', LearnersPage) });
const figuresList = createRoute({ ...under, path: '/figures', component: forRoles('figures', FiguresListPage) });
const OneFigures = () => <FiguresPage id={figures.useParams().id} />;
const figures = createRoute({ ...under, path: '/figures/$id', component: forRoles('figures', OneFigures) });
const imports = createRoute({ ...under, path: '/imports', component: forRoles('imports', ImportsPage) });
const windows = createRoute({ ...under, path: '/windows', component: forRoles('windows', WindowsPage) });
const OneWindow = () => <WindowPage id={oneWindow.useParams().id} />;
const oneWindow = createRoute({ ...under, path: '/windows/$id', component: forRoles('learners', OneWindow) });
const OneLearner = () => <SupportPage id={support.useParams().id} />;
const support = createRoute({ ...under, path: '/learners/$id', component: forRoles('learners', OneLearner) });
const lti = createRoute({ ...under, path: '/lti', component: forRoles('lti', LtiPage) });
const programs = createRoute({ ...under, path: '/programs', component: forRoles('programs', ProgramsPage) });
const audit = createRoute({ ...under, path: '/audit', component: forRoles('audit', AuditPage) });

const credentialPages = [credentials, credential, batches, batch, issuer, cohort];
const programmePages = [programmes, programme, holds, applications];
const markingPages = [marking, desk, adjudication, judgement, quality, setUp];
const regradePages = [regrades, proposing, regrade];
const staffPages = [
  home,
  wall,
  sittings,
  sitting,
  incidents,
  incident,
  results,
  result,
  history,
  analyses,
  analysis,
  exams,
  decisions,
  ...credentialPages,
  figuresList,
  figures,
  learners,
  support,
  windows,
  oneWindow,
  imports,
  lti,
  programs,
  audit,
];
const tree = root.addChildren([
  signIn,
  publicCredential,
  publicCohort,
  rulesList,
  rules,
  whatIf,
  versionRules,
  apply,
  my,
  register,
  ltiArrived,
  ltiRefused,
  staff.addChildren([...staffPages, ...markingPages, ...programmePages, ...regradePages]),
]);

export const makeRouter = (queries: QueryClient) => createRouter({ routeTree: tree, context: { queries } });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

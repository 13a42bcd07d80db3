import { Link, useLinkProps, useLocation } from '@tanstack/react-router';
import s from './Navigation.module.css';
import { type Group, groups, maySee, type PageName, pageAt, pageNames, pages } from './roles.ts';
import { useAccount } from './session.tsx';
import { useText } from './text.tsx';

/** As many pages as one row holds beside the name and the language; more are put into sections. */
const ONE_ROW = 7;

/** The pages of someone's roles: in one row, or as sections with the pages of the current one below. */
export function Navigation() {
  const t = useText();
  const account = useAccount();
  const { pathname } = useLocation();
  const mine = pageNames.filter((page) => maySee(account, page));
  if (mine.length <= ONE_ROW) {
    return (
      <nav aria-label={t('nav.label')} className={s.row}>
        <Pages of={mine} />
      </nav>
    );
  }
  const here = pageAt(pathname);
  const current = here && pages[here].group;
  const sections = groups
    .map((group) => ({ group, of: mine.filter((page) => pages[page].group === group) }))
    .filter(({ of }) => of.length > 0);
  const shown = sections.find(({ group }) => group === current);
  return (
    <nav aria-label={t('nav.label')} className={s.both}>
      <ul>
        {sections.map(({ group, of }) => (
          <Section key={group} group={group} to={of[0] ?? 'wall'} current={group === current} />
        ))}
      </ul>
      {shown && shown.of.length > 1 && <Pages of={shown.of} />}
    </nav>
  );
}

function Section({ group, to, current }: { group: Group; to: PageName; current: boolean }) {
  const t = useText();
  // A router's link calls itself the current page; a section is current without being a page.
  const link = { ...useLinkProps({ to: pages[to].path }), 'aria-current': current || undefined };
  return (
    <li>
      <a {...link} className={s.link}>
        {t(`nav.group.${group}`)}
      </a>
    </li>
  );
}

function Pages({ of }: { of: readonly PageName[] }) {
  const t = useText();
  return (
    <ul className={s.pages}>
      {of.map((page) => (
        <li key={page}>
          <Link to={pages[page].path} className={s.link ?? ''}>
            {t(`nav.${page}`)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type Programme, quoteFor } from '../../../shared/programme/index.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { useLocale, useText } from '../app/text.tsx';
import { PublicFrame } from '../credentials/PublicFrame.tsx';
import { Section } from '../ui/Page.tsx';
import { RuleTree } from '../ui/RuleTree.tsx';
import { Loaded } from '../ui/States.tsx';
import { CostTable } from './CostTable.tsx';
import { FailRules } from './ExamRules.tsx';
import s from './Programmes.module.css';
import { rulesQuery } from './queries.ts';
import { WhatIfForm } from './WhatIfForm.tsx';
import { answerFor, draftFor } from './what-if.ts';
import { useWords } from './words.ts';

/** Answers from the policy itself: am I qualified, do my results count, what does it cost, what if I fail. */
export function WhatIfPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  useTitle(t('app.titled', { page: t('whatIf.title') }));
  const query = useQuery(rulesQuery(id));
  return (
    <PublicFrame>
      <main className={s.wide}>
        <Loaded query={query}>{({ programme }) => <WhatIf key={programme.version} programme={programme} />}</Loaded>
      </main>
    </PublicFrame>
  );
}

function WhatIf({ programme }: { programme: Programme }) {
  const t = useText();
  const words = useWords();
  const [now] = useState(() => Date.now());
  const [draft, setDraft] = useState(() => draftFor(programme));
  const [payer, setPayer] = useState({ country: '', income: '', voucher: '' });
  const { verdict, exams } = useMemo(() => answerFor(programme, draft, now), [programme, draft, now]);
  const quote = useMemo(() => {
    const income = Number(payer.income.replaceAll(/[^\d.]/g, ''));
    const incomeCents = payer.income.trim() !== '' && Number.isFinite(income) ? Math.round(income * 100) : null;
    return programme.fees
      ? quoteFor(programme.fees, { country: payer.country || null, incomeCents, voucher: payer.voucher || null, at: now })
      : null;
  }, [programme, payer, now]);
  return (
    <>
      <div>
        <p className={s.small}>
          <Link to="/rules/$id" params={{ id: programme.id }}>
            <bdi>{programme.title}</bdi>
          </Link>
        </p>
        <h1>{t('whatIf.title')}</h1>
        <p>{t('whatIf.lead')}</p>
      </div>
      <p className={s.note}>{t('whatIf.private')}</p>
      <Section title={t('whatIf.yours')}>
        <WhatIfForm programme={programme} draft={draft} onChange={setDraft} />
      </Section>
      <Section title={t('whatIf.qualified')}>
        <div className={s.text}>
          <div className={s.verdict} data-status={verdict.status} role="status">
            <b>{t(`whatIf.${verdict.status}`)}</b>
            <span>{t(`whatIf.${verdict.status}Text`)}</span>
          </div>
          <RuleTree report={words.report(verdict)} />
        </div>
      </Section>
      {exams.length > 0 && (
        <Section title={t('whatIf.exams')}>
          <div className={s.text}>
            {exams.map((exam) => (
              <div key={exam.exam}>
                <RuleTree report={{ ...words.report(exam.verdict), rule: exam.title }} />
              </div>
            ))}
            <p className={s.small}>{t('whatIf.examsText')}</p>
          </div>
        </Section>
      )}
      <Section title={t('rules.cost')}>
        {programme.fees && quote ? (
          <div className={s.text}>
            <Payer programme={programme} payer={payer} onChange={setPayer} />
            <CostTable fees={programme.fees} quote={quote} />
          </div>
        ) : (
          <p>{t('cost.none')}</p>
        )}
      </Section>
      <Section title={t('rules.fail')}>
        <div className={s.text}>
          <FailRules programme={programme} />
        </div>
      </Section>
    </>
  );
}

type PayerDraft = { country: string; income: string; voucher: string };
type PayerProps = { programme: Programme; payer: PayerDraft; onChange: (payer: PayerDraft) => void };

function Payer({ programme: { fees }, payer, onChange }: PayerProps) {
  const t = useText();
  const locale = useLocale();
  const regions = useMemo(() => new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }), [locale]);
  const countries = [...new Set((fees?.groups ?? []).flatMap((group) => group.countries))];
  const tiers = fees?.tiers ?? [];
  const vouchers = fees?.vouchers ?? [];
  const set = (part: Partial<PayerDraft>) => onChange({ ...payer, ...part });
  if (tiers.length === 0 && vouchers.length === 0) return null;
  return (
    <div className={s.row}>
      {countries.length > 0 && (
        <div className={s.input}>
          <label htmlFor="payer-country">{t('whatIf.country')}</label>
          <select id="payer-country" value={payer.country} onChange={(event) => set({ country: event.target.value })}>
            <option value="">{t('whatIf.otherCountry')}</option>
            {countries.map((code) => (
              <option key={code} value={code}>
                {regions.of(code) ?? code}
              </option>
            ))}
          </select>
        </div>
      )}
      {tiers.some(({ incomeUpToCents }) => incomeUpToCents !== null) && (
        <div className={s.input}>
          <label htmlFor="payer-income">{t('whatIf.income', { currency: fees?.currency ?? '' })}</label>
          <input
            id="payer-income"
            inputMode="decimal"
            value={payer.income}
            onChange={(event) => set({ income: event.target.value })}
          />
        </div>
      )}
      {vouchers.length > 0 && (
        <div className={s.input}>
          <label htmlFor="payer-voucher">{t('whatIf.voucher')}</label>
          <select id="payer-voucher" value={payer.voucher} onChange={(event) => set({ voucher: event.target.value })}>
            <option value="">{t('whatIf.noVoucher')}</option>
            {vouchers.map(({ id, sponsor }) => (
              <option key={id} value={id}>
                {sponsor}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  );
}

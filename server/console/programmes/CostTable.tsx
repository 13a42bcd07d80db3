import type { FeeSchedule, Quote } from '../../../shared/programme/index.ts';
import { useText } from '../app/text.tsx';
import s from './Programmes.module.css';
import { Scroll } from './Scroll.tsx';
import { useFigures } from './words.ts';

/** What is charged, when, and what lowers it; with a quote, what it costs one person. */
export function CostTable({ fees, quote }: { fees: FeeSchedule; quote?: Quote }) {
  const t = useText();
  const f = useFigures();
  const { currency, list, tiers = [], groups = [], vouchers = [] } = fees;
  const everything = quote
    ? quote.lines.reduce((sum, { payCents }) => sum + payCents, 0)
    : list.reduce((sum, { amountCents }) => sum + amountCents, 0);
  return (
    <div className={s.text}>
      <Scroll label={t('rules.cost')}>
        <table className={s.plain}>
          <thead>
            <tr>
              <th>{t('cost.fee')}</th>
              <th>{t('cost.due')}</th>
              <th data-number>{t('cost.amount')}</th>
              {quote && <th data-number>{t('cost.yours')}</th>}
            </tr>
          </thead>
          <tbody>
            {list.map((fee, i) => {
              const line = quote?.lines[i];
              const why = line?.voucher ?? line?.tier;
              return (
                <tr key={fee.id}>
                  <th scope="row">
                    <bdi>{fee.title}</bdi>
                  </th>
                  <td>
                    {t(`due.${fee.due}`)}
                    {fee.tiered && ` · ${t('cost.tiered')}`}
                  </td>
                  <td data-number>{f.money(fee.amountCents, currency)}</td>
                  {line && (
                    <td data-number>
                      {f.money(line.payCents, currency)}
                      {why && (
                        <span className={s.small}>
                          {' '}
                          <bdi>{why}</bdi>
                        </span>
                      )}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={quote ? 3 : 2}>
                {t('cost.total')}
              </th>
              <td data-number>{f.money(everything, currency)}</td>
            </tr>
          </tfoot>
        </table>
      </Scroll>
      {tiers.length > 0 && (
        <>
          <h3>{t('cost.tiers')}</h3>
          <ul>
            {tiers.map((tier) => (
              <li key={tier.title}>
                <bdi>{tier.title}</bdi>: {t('cost.pays', { share: f.percent(tier.paysPercent) })}
                {tier.incomeUpToCents !== null && ` · ${t('cost.income', { amount: f.money(tier.incomeUpToCents, currency) })}`}
                {tier.group !== null &&
                  ` · ${t('cost.countries', { countries: groups.find(({ id }) => id === tier.group)?.title ?? tier.group })}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {vouchers.length > 0 && (
        <>
          <h3>{t('cost.vouchers')}</h3>
          <ul>
            {vouchers.map((voucher) => (
              <li key={voucher.id}>
                <bdi>{voucher.sponsor}</bdi>:{' '}
                {t('cost.covers', { share: f.percent(voucher.coversPercent), count: voucher.covers.length })}
                {voucher.until !== null && ` · ${t('cost.until', { day: f.day(voucher.until) })}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={s.small}>{t('cost.imported')}</p>
    </div>
  );
}

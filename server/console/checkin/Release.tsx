import type { ReactNode } from 'react';
import type { CheckInReport, SittingPage } from '../../../shared/contract/console.ts';
import { useText } from '../app/text.tsx';
import { Pictures } from '../ui/Pictures.tsx';
import { Doubts } from './Doubts.tsx';
import s from './Release.module.css';
import { Pair } from './ReleasePictures.tsx';

/** What a check-in showed, what is unsure first: doubts, both faces side by side, then every single observation. */
export function Release({ sitting }: { sitting: SittingPage }) {
  const t = useText();
  const { checkIn, pictures, tile } = sitting;
  const room = pictures.filter(({ purpose }) => purpose === 'room');
  return (
    <div className={s.release}>
      <Doubts doubts={tile.doubts} />
      <div className={s.beside}>
        <Pair pictures={pictures} />
        <Observations checkIn={checkIn} name={tile.name} />
      </div>
      {checkIn.declined.map(({ step, reason, words }) => (
        <p key={step} className={s.declined}>
          <b>{t('checkin.declined', { step: t(`checkin.step.${step}`), reason: t(`checkin.reason.${reason}`) })}</b>{' '}
          {words && <q dir="auto">{words}</q>}
        </p>
      ))}
      {room.length > 0 && <Pictures pictures={room} name={tile.name} />}
      <p className={s.note}>{t('checkin.hint')}</p>
    </div>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Observations({ checkIn, name }: { checkIn: CheckInReport; name: string }) {
  const t = useText();
  const { document, liveness, roomPictures, calibrated, steps } = checkIn;
  const asked = (step: CheckInReport['steps'][number]) => steps.includes(step);
  return (
    <dl className={s.list}>
      <Row name={t('checkin.registered')}>
        <bdi>{name}</bdi>
      </Row>
      {asked('document') && (
        <>
          <Row name={t('checkin.source')}>{t(`checkin.source.${document?.source ?? 'none'}`)}</Row>
          <Row name={t('checkin.name')}>{t(`checkin.name.${document?.name ?? 'unread'}`)}</Row>
          <Row name={t('checkin.face')}>{t(`checkin.face.${document?.face ?? 'unseen'}`)}</Row>
          <Row name={t('checkin.validity')}>
            {t(
              document?.expired == null
                ? 'checkin.validity.unread'
                : document.expired
                  ? 'checkin.validity.over'
                  : 'checkin.validity.valid',
            )}
          </Row>
          {document && document.digits !== '' && (
            <Row name={t('checkin.digits')}>
              <bdi dir="ltr">…{document.digits}</bdi>
            </Row>
          )}
        </>
      )}
      {asked('liveness') && <Row name={t('checkin.liveness')}>{t(`checkin.liveness.${liveness ?? 'none'}`)}</Row>}
      {asked('room') && (
        <Row name={t('checkin.room')}>
          {roomPictures === null ? t('checkin.noRoom') : t('checkin.roomPictures', { count: roomPictures })}
        </Row>
      )}
      <Row name={t('checkin.calibrated')}>{t(calibrated ? 'checkin.calibrated.yes' : 'checkin.calibrated.no')}</Row>
    </dl>
  );
}

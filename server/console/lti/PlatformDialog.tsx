import { useState } from 'react';
import { ltiRoutes, type PlatformRow } from '../../../shared/contract/lti.ts';
import { api } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { useRefresh } from './useRefresh.ts';

const names = [
  'title',
  'issuer',
  'clientId',
  'authUrl',
  'tokenUrl',
  'jwksUrl',
  'tokenAudience',
  'deployments',
  'origins',
] as const;
type Name = (typeof names)[number];
const optional: readonly Name[] = ['tokenAudience', 'origins'];
const isList: readonly Name[] = ['deployments', 'origins'];
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Registers a platform, or changes what is registered. */
export function PlatformDialog({ of, onClose }: { of: PlatformRow | 'new'; onClose: () => void }) {
  const t = useText();
  const refresh = useRefresh();
  const known = of === 'new' ? null : of;
  const [active, setActive] = useState<'on' | 'off'>(known?.active === false ? 'off' : 'on');
  const [fields, setFields] = useState<Record<Name, string>>({
    title: known?.title ?? '',
    issuer: known?.issuer ?? '',
    clientId: known?.clientId ?? '',
    authUrl: known?.authUrl ?? '',
    tokenUrl: known?.tokenUrl ?? '',
    jwksUrl: known?.jwksUrl ?? '',
    tokenAudience: known?.tokenAudience ?? '',
    deployments: known?.deployments.join('\n') ?? '',
    origins: known?.origins.join('\n') ?? '',
  });
  const submit = async () => {
    const body = {
      title: fields.title.trim(),
      issuer: fields.issuer.trim(),
      clientId: fields.clientId.trim(),
      authUrl: fields.authUrl.trim(),
      tokenUrl: fields.tokenUrl.trim(),
      jwksUrl: fields.jwksUrl.trim(),
      tokenAudience: fields.tokenAudience.trim() || null,
      deployments: lines(fields.deployments),
      origins: lines(fields.origins),
    };
    if (known) await api(ltiRoutes.changePlatform, { params: { id: known.id }, body: { ...body, active: active === 'on' } });
    else await api(ltiRoutes.addPlatform, { body });
    await refresh();
  };
  return (
    <FormDialog
      title={known ? t('lti.changeOf', { title: known.title }) : t('lti.add')}
      intro={t('lti.dialogIntro')}
      submit={t(known ? 'lti.save' : 'lti.add')}
      onClose={onClose}
      onSubmit={submit}
    >
      {names.map((name) => (
        <Field
          key={name}
          label={t(`lti.field.${name}`)}
          {...(name === 'deployments' || name === 'origins' || name === 'tokenAudience' ? { help: t(`lti.help.${name}`) } : {})}
          {...(isList.includes(name) ? { rows: 2 } : {})}
          value={fields[name]}
          onChange={(value) => setFields((before) => ({ ...before, [name]: value }))}
          isRequired={!optional.includes(name)}
          autoFocus={name === 'title'}
        />
      ))}
      {known && (
        <Choice
          label={t('lti.launches')}
          value={active}
          onChange={setActive}
          options={(['on', 'off'] as const).map((value) => ({ value, label: t(`lti.${value}`) }))}
        />
      )}
    </FormDialog>
  );
}

import { Anchor, Button, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useMe } from '../data/me.ts';
import { Page } from '../kit/Page.tsx';
import { MySessions, Requests, ToComplete, ToValidate } from './lists.tsx';
import { t } from './messages.fr.ts';
import './home.css';

/** What waits for me, by role. */
export function HomePage() {
  const me = useMe();
  const { role } = me;
  const cares = role === 'secretaire' || role === 'medecin' || role === 'coordonnateur';
  return (
    <Page
      title={t('title')}
      wide
      actions={
        cares ? (
          <Button component={Link} to="/inscriptions/nouvelle">
            {t('inscribe')}
          </Button>
        ) : null
      }
    >
      {role === 'analyste' ? (
        <Text>
          {t('analyst')}{' '}
          <Anchor component={Link} to="/tableaux-de-bord">
            {t('dashboards')}
          </Anchor>
        </Text>
      ) : null}
      {role === 'administrateur' ? <Text>{t('administrator')}</Text> : null}
      {role === 'inconnu' ? <Text>{t('unknown')}</Text> : null}
      {cares || role === 'admin3c' ? (
        <div className="dcc-home">
          {cares ? <ToComplete me={me} /> : null}
          {cares ? <MySessions me={me} /> : null}
          {role === 'coordonnateur' || role === 'medecin' ? <ToValidate me={me} /> : null}
          <Requests me={me} />
        </div>
      ) : null}
    </Page>
  );
}

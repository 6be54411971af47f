import { Box, Button, Kbd, Text } from '@mantine/core';
import { KEYS } from './keys.ts';
import { t } from './messages.fr.ts';

export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Box
      component="section"
      aria-label={t('helpTitle')}
      className="live-panel"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Text component="h2" fw={650}>
        {t('helpTitle')}
      </Text>
      <dl className="live-keys">
        {KEYS.map(({ act, shown }) => (
          <div key={act}>
            <dt>
              <Kbd>{shown}</Kbd>
            </dt>
            <dd>{t(`key_${act}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <Kbd>Échap</Kbd>
          </dt>
          <dd>{t('key_escape')}</dd>
        </div>
      </dl>
      <Button size="compact-sm" variant="default" autoFocus onClick={onClose}>
        {t('close')}
      </Button>
    </Box>
  );
}

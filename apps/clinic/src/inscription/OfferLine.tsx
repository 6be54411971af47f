import type { Offer } from '@dcc/rules/src/inscription/offer.ts';
import { Box, Button, Group, Text } from '@mantine/core';
import { t } from './messages.fr.ts';
import { useOriginText } from './SourceMark.tsx';

interface OfferLineProps {
  offer: Offer;
  /** Name of the field, for the button's name. */
  field: string;
  onTake(offer: Offer): void;
  /** What Enter in the empty field does, said once per field. */
  hint?: boolean;
}

/** What the record knows, beside the field it goes to: its words, its source, one button. */
export function OfferLine({ offer, field, onTake, hint }: OfferLineProps) {
  const origin = useOriginText();
  return (
    <Box className="dcc-offer">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }} lineClamp={4}>
            {offer.words}
          </Text>
          <Text size="xs" c="var(--dcc-quiet)">
            {origin(offer.origin)}
          </Text>
        </div>
        <Button
          size="compact-sm"
          variant="light"
          style={{ flexShrink: 0 }}
          aria-label={`${t('takeField', { field })}, ${offer.words.slice(0, 80)}`}
          title={hint ? t('takeKey') : undefined}
          onClick={() => onTake(offer)}
        >
          {t('take')}
        </Button>
      </Group>
    </Box>
  );
}

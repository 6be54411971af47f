import { Title } from '@mantine/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import type { View } from './address.ts';
import { Delays } from './Delays.tsx';
import { type Family, familyOf, type Indicator } from './definitions.ts';
import type { Places } from './figures.ts';
import { IndicatorPanel } from './IndicatorPanel.tsx';
import { t } from './messages.fr.ts';

const FAMILIES: readonly Family[] = ['activity', 'quality', 'plans', 'care', 'steering', 'other'];

/** Every indicator, by family. */
export function Overview(props: {
  indicators: readonly Indicator[];
  reports: readonly MeasureReport[];
  compared: readonly MeasureReport[];
  view: View;
  /** Where the figures are: the places of the address, and the reader's own. */
  places: Places;
  today: string;
}) {
  const { indicators, ...rest } = props;
  return (
    <>
      {FAMILIES.map((family) => {
        const own = indicators.filter((one) => familyOf(one) === family);
        if (own.length === 0) return null;
        return (
          <section key={family}>
            <Title order={2} size="h4" mt="lg" mb="xs">
              {t(`family-${family}`)}
            </Title>
            <div className="dcc-panels">
              {own.map((indicator) => (
                <IndicatorPanel key={indicator.id} indicator={indicator} {...rest} />
              ))}
            </div>
          </section>
        );
      })}
      <Delays indicators={indicators} />
    </>
  );
}

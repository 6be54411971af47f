import type { Figure } from './figures.ts';
import { figureText, monthLabel } from './format.ts';
import { t } from './messages.fr.ts';

/** A figure in words. What is not known says why: never zero, never a blank. */
export function FigureText({ figure, large }: { figure: Figure; large?: boolean }) {
  const text = figureText(figure);
  if (figure.state === 'ok') {
    return (
      <>
        <span className={large ? 'dcc-large' : 'dcc-figure'}>{text}</span>
        {figure.month ? <OfMonth figure={figure} /> : null}
      </>
    );
  }
  const reason = figure.reason ?? t('ncAbsent');
  return (
    <span className="dcc-nc">
      <abbr title={reason}>{text}</abbr>
      <span className={large ? 'dcc-reason' : 'dcc-hidden'}> : {reason}</span>
    </span>
  );
}

function OfMonth({ figure: { month, reason } }: { figure: Figure }) {
  return (
    <span className="dcc-nc dcc-reason">
      {' '}
      <abbr title={reason}>{t('ofMonth', { month: monthLabel(month!) })}</abbr>
      <span className="dcc-hidden"> : {reason}</span>
    </span>
  );
}

import { expect, test } from 'vitest';
import { count, type DeployReport, reportText, total } from './report.ts';

function sample(): DeployReport {
  const report: DeployReport = new Map();
  count(report, 'Profils', 'created');
  count(report, 'Profils', 'unchanged', 40);
  count(report, 'Bots', 'updated');
  return report;
}

test('counts by kind and in all', () => {
  expect(sample().get('Profils')).toEqual({ created: 1, updated: 0, unchanged: 40 });
  expect(total(sample())).toEqual({ created: 1, updated: 1, unchanged: 40 });
  expect(total(new Map())).toEqual({ created: 0, updated: 0, unchanged: 0 });
});

test('is read in columns, the total last', () => {
  expect(reportText(sample()).split('\n')).toEqual([
    'Profils  1 créé(s), 0 modifié(s), 40 inchangé(s)',
    'Bots     0 créé(s), 1 modifié(s), 0 inchangé(s)',
    'Total    1 créé(s), 1 modifié(s), 40 inchangé(s)',
  ]);
});

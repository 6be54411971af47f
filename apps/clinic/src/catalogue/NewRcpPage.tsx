import { useNavigate } from 'react-router';
import { useFhir } from '../data/index.ts';
import { ErrorState, Loading, Page } from '../kit/index.ts';
import { EntryEditor } from './EntryEditor.tsx';
import { t } from './messages.fr.ts';
import { readCatalogue } from './read.ts';

export function NewRcpPage() {
  const navigate = useNavigate();
  const catalogue = useFhir(['catalogue'], readCatalogue);
  return (
    <Page title={t('newTitle')}>
      {catalogue.isPending ? <Loading /> : null}
      {catalogue.isError ? <ErrorState error={catalogue.error} onRetry={() => catalogue.refetch()} /> : null}
      {catalogue.data ? (
        <EntryEditor
          catalogue={catalogue.data}
          onDone={(saved) => navigate(saved ? `/catalogue/${saved.id}` : '/catalogue')}
        />
      ) : null}
    </Page>
  );
}

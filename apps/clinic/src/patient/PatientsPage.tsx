import { useNavigate } from 'react-router';
import '../inscription/inscription.css';
import { Page } from '../kit/Page.tsx';
import { t } from './messages.fr.ts';
import { PatientSearch } from './PatientSearch.tsx';

/** Finds a patient and opens the record. */
export function PatientsPage() {
  const navigate = useNavigate();
  return (
    <Page title={t('title')}>
      <PatientSearch onChoose={({ id }) => void navigate(`/patients/${id}`)} verb={t('open')} />
    </Page>
  );
}

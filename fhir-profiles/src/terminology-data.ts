import jdvGestionEffetSecondaire from '../terminology/jdv-gestion-effet-secondaire.json' with {
  type: 'json',
};
import jdvIndicePerformanceEcog from '../terminology/jdv-indice-performance-ecog.json' with { type: 'json' };
import jdvJ01 from '../terminology/jdv-j01.json' with { type: 'json' };
import jdvJ02 from '../terminology/jdv-j02.json' with { type: 'json' };
import jdvJ04 from '../terminology/jdv-j04.json' with { type: 'json' };
import jdvJ07 from '../terminology/jdv-j07.json' with { type: 'json' };
import jdvJ08 from '../terminology/jdv-j08.json' with { type: 'json' };
import jdvJ11 from '../terminology/jdv-j11.json' with { type: 'json' };
import jdvJ47 from '../terminology/jdv-j47.json' with { type: 'json' };
import jdvJ142 from '../terminology/jdv-j142.json' with { type: 'json' };
import jdvJ143 from '../terminology/jdv-j143.json' with { type: 'json' };
import jdvJ245 from '../terminology/jdv-j245.json' with { type: 'json' };
import jdvJ246 from '../terminology/jdv-j246.json' with { type: 'json' };
import jdvMesureAssociee from '../terminology/jdv-mesure-associee.json' with { type: 'json' };
import jdvModificateurTopographique from '../terminology/jdv-modificateur-topographique.json' with {
  type: 'json',
};
import jdvMorphologie from '../terminology/jdv-morphologie.json' with { type: 'json' };
import jdvMotifMiseAJour from '../terminology/jdv-motif-mise-a-jour.json' with { type: 'json' };
import jdvNatureDiscussion from '../terminology/jdv-nature-discussion.json' with { type: 'json' };
import jdvPhaseCancer from '../terminology/jdv-phase-cancer.json' with { type: 'json' };
import jdvProgressionCancer from '../terminology/jdv-progression-cancer.json' with { type: 'json' };
import jdvRcpAppareil from '../terminology/jdv-rcp-appareil.json' with { type: 'json' };
import jdvRcpOrgane from '../terminology/jdv-rcp-organe.json' with { type: 'json' };
import jdvSoinOncoDeSupport from '../terminology/jdv-soin-onco-de-support.json' with { type: 'json' };
import jdvStatutCasPresente from '../terminology/jdv-statut-cas-presente.json' with { type: 'json' };
import jdvStatutDocument from '../terminology/jdv-statut-document.json' with { type: 'json' };
import jdvStatutQuorum from '../terminology/jdv-statut-quorum.json' with { type: 'json' };
import jdvTraitementSoinsFrcp from '../terminology/jdv-traitement-soins-frcp.json' with { type: 'json' };
import jdvTumeur from '../terminology/jdv-tumeur.json' with { type: 'json' };
import jdvTypeAccompagnementSociopro from '../terminology/jdv-type-accompagnement-sociopro.json' with {
  type: 'json',
};
import jdvTypeDeSuivi from '../terminology/jdv-type-de-suivi.json' with { type: 'json' };
import jdvTypeTraitementFrcp from '../terminology/jdv-type-traitement-frcp.json' with { type: 'json' };
import jdvTypeTraitementPps from '../terminology/jdv-type-traitement-pps.json' with { type: 'json' };
import treG15 from '../terminology/tre-g15.json' with { type: 'json' };
import treR02 from '../terminology/tre-r02.json' with { type: 'json' };
import treR38 from '../terminology/tre-r38.json' with { type: 'json' };
import treR85 from '../terminology/tre-r85.json' with { type: 'json' };
import treR213 from '../terminology/tre-r213.json' with { type: 'json' };

/** The files of `terminology/` by name, as they stand; `terminology.ts` is what to import. */
export const DATA = {
  'jdv-gestion-effet-secondaire': jdvGestionEffetSecondaire,
  'jdv-indice-performance-ecog': jdvIndicePerformanceEcog,
  'jdv-j01': jdvJ01,
  'jdv-j02': jdvJ02,
  'jdv-j04': jdvJ04,
  'jdv-j07': jdvJ07,
  'jdv-j08': jdvJ08,
  'jdv-j11': jdvJ11,
  'jdv-j142': jdvJ142,
  'jdv-j143': jdvJ143,
  'jdv-j245': jdvJ245,
  'jdv-j246': jdvJ246,
  'jdv-j47': jdvJ47,
  'jdv-mesure-associee': jdvMesureAssociee,
  'jdv-modificateur-topographique': jdvModificateurTopographique,
  'jdv-morphologie': jdvMorphologie,
  'jdv-motif-mise-a-jour': jdvMotifMiseAJour,
  'jdv-nature-discussion': jdvNatureDiscussion,
  'jdv-phase-cancer': jdvPhaseCancer,
  'jdv-progression-cancer': jdvProgressionCancer,
  'jdv-rcp-appareil': jdvRcpAppareil,
  'jdv-rcp-organe': jdvRcpOrgane,
  'jdv-soin-onco-de-support': jdvSoinOncoDeSupport,
  'jdv-statut-cas-presente': jdvStatutCasPresente,
  'jdv-statut-document': jdvStatutDocument,
  'jdv-statut-quorum': jdvStatutQuorum,
  'jdv-traitement-soins-frcp': jdvTraitementSoinsFrcp,
  'jdv-tumeur': jdvTumeur,
  'jdv-type-accompagnement-sociopro': jdvTypeAccompagnementSociopro,
  'jdv-type-de-suivi': jdvTypeDeSuivi,
  'jdv-type-traitement-frcp': jdvTypeTraitementFrcp,
  'jdv-type-traitement-pps': jdvTypeTraitementPps,
  'tre-g15': treG15,
  'tre-r02': treR02,
  'tre-r213': treR213,
  'tre-r38': treR38,
  'tre-r85': treR85,
};

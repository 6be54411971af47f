// The key of an INS is 97 minus the remainder by 97 of its 13 characters (2A read as 19, 2B as 18). Thirteen
// digits do not fit FHIRPath's 32-bit Integer: the remainder is taken of the first seven, then of it with the last
// six.
Profile: DccPatient
Parent: Patient
Id: dcc-patient
Title: "Patient"
Description: "Patient, identité qualifiée ou non. Le matricule INS est vérifié : format, clé, unicité, statut de l’identité."
* insert Active
* insert Imposes(fr-core-patient)
* obeys dcc-pat-1 and dcc-pat-2 and dcc-pat-3 and dcc-pat-4 and dcc-pat-5 and dcc-pat-6
* obeys dcc-pat-7 and dcc-pat-8 and dcc-pat-9 and dcc-pat-10 and dcc-pat-11 and dcc-pat-12
* obeys dcc-pat-13 and dcc-pat-14
* identifier.system 1..1
* identifier.value 1..1
* contact.relationship.coding from https://dcc.example.org/fhir/ValueSet/dcc-contact-relationship (required)

Invariant: dcc-pat-1
Description: """
  Patient.identifier : une identité fictive (FICT) ou douteuse (DOUT) ne porte pas de matricule INS.
"""
Severity: #error
Expression: """
  {{identityStatus}}.where(code='FICT' or code='DOUT').exists() implies identifier.{{ins}}.empty()
"""

Invariant: dcc-pat-2
Description: "Patient.identifier (INS) : un matricule a 15 caractères, chiffres ou département 2A ou 2B."
Severity: #error
Expression: "identifier.{{ins}}.all(value.matches('^[1-8][0-9]{4}([0-9]{2}|2A|2B)[0-9]{8}$'))"

Invariant: dcc-pat-3
Description: "Patient.identifier (INS) : la clé (deux derniers chiffres) ne correspond pas au matricule."
Severity: #error
Expression: """
  identifier.{{ins}}.where(value.matches('^[1-8][0-9]{4}([0-9]{2}|2A|2B)[0-9]{8}$'))
    .all((((value.replace('2A', '19').replace('2B', '18').substring(0, 7).toInteger() mod 97) * 1000000
    + value.replace('2A', '19').replace('2B', '18').substring(7, 6).toInteger()) mod 97)
    + value.substring(13, 2).toInteger() = 97)
"""

Invariant: dcc-pat-4
Description: "Patient.identifier (INS) : un patient n’a qu’un matricule INS."
Severity: #error
Expression: "identifier.{{ins}}.count() <= 1"

Invariant: dcc-pat-5
Description: """
  Patient.identifier (IPP) : l’établissement (assigner) et l’OID (system) qui attribuent l’IPP sont
  obligatoires.
"""
Severity: #error
Expression: """
  identifier.where(type.coding.where(code='PI').exists()).all(assigner.exists()
    and system.startsWith('urn:oid:'))
"""

Invariant: dcc-pat-6
Description: "Patient.name : le nom de naissance (name.use = official, family) est obligatoire."
Severity: #error
Expression: "name.where(use='official' and family.exists()).count() = 1"

Invariant: dcc-pat-7
Description: "Patient.name.given : le premier prénom de naissance est obligatoire."
Severity: #error
Expression: "name.where(use='official').all(given.exists())"

Invariant: dcc-pat-8
Description: "Patient.gender : le sexe est obligatoire."
Severity: #error
Expression: "gender.exists()"

Invariant: dcc-pat-9
Description: "Patient.birthDate : la date de naissance est obligatoire."
Severity: #error
Expression: "birthDate.exists()"

Invariant: dcc-pat-10
Description: """
  Patient.extension (identityStatus) : le statut de l’identité est VALI, PROV, DOUT, FICT, HOMA, HOMD,
  CACH ou ANOM.
"""
Severity: #error
Expression: "{{identityStatus}}.all(code.matches('^(VALI|PROV|DOUT|FICT|HOMA|HOMD|CACH|ANOM)$'))"

Invariant: dcc-pat-11
Description: """
  Patient.extension (patient-birthPlace) : une identité qualifiée porte le code INSEE du lieu de
  naissance.
"""
Severity: #error
Expression: """
  ({{identityStatus}}.where(code='VALI').exists() and identifier.{{ins}}.exists())
    implies extension.where(url='http://hl7.org/fhir/StructureDefinition/patient-birthPlace')
    .value.extension.where(url='https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code')
    .value.where(code.matches('^[0-9][0-9AB][0-9]{3}$')).exists()
"""

Invariant: dcc-pat-12
Description: "Patient.name : une identité qualifiée porte la liste des prénoms de naissance."
Severity: #error
Expression: """
  ({{identityStatus}}.where(code='VALI').exists() and identifier.{{ins}}.exists())
    implies name.where(use='official')
    .extension.where(url='https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-birth-list-given-name')
    .value.exists()
"""

Invariant: dcc-pat-13
Description: """
  Patient.contact.relationship : la fonction du contact est ECON (urgence), NOK (confiance) ou GUARD
  (représentant).
"""
Severity: #error
Expression: """
  contact.all(relationship.coding.where(system='{{ROLE_CLASS}}' and code.matches('^(ECON|NOK|GUARD)$'))
    .exists())
"""

Invariant: dcc-pat-14
Description: "Patient.contact.name : le nom du contact est obligatoire."
Severity: #error
Expression: "contact.all(name.family.exists())"

Profile: DccDocument
Parent: DocumentReference
Id: dcc-document
Title: "FRCP émise : CDA et copie PDF"
Description: "Document émis pour une version de la fiche : CDA et copie PDF."
* insert Active
* obeys dcc-doc-1 and dcc-doc-2 and dcc-doc-3 and dcc-doc-4 and dcc-doc-5 and dcc-doc-6
* obeys dcc-doc-7

Invariant: dcc-doc-1
Description: """
  DocumentReference.masterIdentifier : l’identifiant de cette version du document (urn:oid:2.25...) est
  obligatoire.
"""
Severity: #error
Expression: "masterIdentifier.where(value.matches('^(urn:oid:)?2[.]25[.][0-9]+$')).exists()"

Invariant: dcc-doc-2
Description: """
  DocumentReference.identifier : l’identifiant commun aux versions (urn:oid:2.25...) est obligatoire.
"""
Severity: #error
Expression: "identifier.where(value.matches('^(urn:oid:)?2[.]25[.][0-9]+$')).exists()"

Invariant: dcc-doc-3
Description: "DocumentReference.type : le type est 34794-8 (CR de RCP)."
Severity: #error
Expression: "type.coding.where(system='http://loinc.org' and code='34794-8').exists()"

Invariant: dcc-doc-4
Description: "DocumentReference.subject : le patient est obligatoire."
Severity: #error
Expression: "subject.{{ref:Patient}}.exists()"

Invariant: dcc-doc-5
Description: "DocumentReference.content : le document CDA (text/xml) puis sa copie PDF (application/pdf)."
Severity: #error
Expression: """
  content.count() = 2 and content.first().attachment.contentType = 'text/xml'
    and content.last().attachment.contentType = 'application/pdf'
"""

Invariant: dcc-doc-6
Description: "DocumentReference.content.attachment.url : le contenu du document est obligatoire."
Severity: #error
Expression: "content.all(attachment.url.exists())"

Invariant: dcc-doc-7
Description: "DocumentReference.context.encounter : le passage en RCP est obligatoire."
Severity: #error
Expression: "context.encounter.{{ref:Encounter}}.exists()"

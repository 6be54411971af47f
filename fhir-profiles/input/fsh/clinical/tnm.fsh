Profile: DccTnm
Parent: Observation
Id: dcc-tnm
Title: "Classification TNM clinique"
Description: "Classification TNM clinique UICC d’une tumeur, avec son édition, ou la raison de son absence."
* insert ClinicalEntry
* obeys dcc-tnm-1 and dcc-tnm-2 and dcc-tnm-3 and dcc-tnm-4 and dcc-tnm-5 and dcc-tnm-6
* obeys dcc-tnm-7 and dcc-tnm-8
* code = $LNC#75620-5
* value[x] only CodeableConcept

Invariant: dcc-tnm-1
Description: "Observation.focus : la tumeur classée est obligatoire."
Severity: #error
Expression: "focus.{{ref:Condition}}.exists()"

Invariant: dcc-tnm-2
Description: "Observation.method : l’édition de la classification (7, 8 ou 9) est obligatoire avec un TNM."
Severity: #error
Expression: """
  dataAbsentReason.exists() or method.coding.where(system='{{TNM}}' and code.matches('^[789]$')).exists()
"""

Invariant: dcc-tnm-3
Description: """
  Observation.component : T, N et M sont obligatoires, une fois chacun, ou une raison d’absence
  (dataAbsentReason).
"""
Severity: #error
Expression: """
  dataAbsentReason.exists() or (component.where(code.coding.where(system='http://loinc.org'
    and code='21905-5').exists()).count() = 1 and component.where(code.coding
    .where(system='http://loinc.org' and code='21906-3').exists()).count() = 1
    and component.where(code.coding.where(system='http://loinc.org' and code='21907-1').exists()).count()
    = 1)
"""

Invariant: dcc-tnm-4
Description: """
  Observation.component : T, N et M ont chacun une valeur ou une raison d’absence (dataAbsentReason).
"""
Severity: #error
Expression: "component.all(value.exists() or dataAbsentReason.coding.code.exists())"

Invariant: dcc-tnm-5
Description: "Observation.component (T) : valeur TNM attendue, par exemple cT2."
Severity: #error
Expression: """
  component.where(code.coding.where(system='http://loinc.org' and code='21905-5').exists())
    .value.all(coding.where(system='{{TNM}}'
    and code.matches('^[cpyra]?[cp]?T(X|0|is|a|[1-4])[A-Za-z0-9()+.-]*$')).exists())
"""

Invariant: dcc-tnm-6
Description: "Observation.component (N) : valeur TNM attendue, par exemple cN1."
Severity: #error
Expression: """
  component.where(code.coding.where(system='http://loinc.org' and code='21906-3').exists())
    .value.all(coding.where(system='{{TNM}}' and code.matches('^[cpyra]?[cp]?N(X|[0-3])[A-Za-z0-9()+.-]*$'))
    .exists())
"""

Invariant: dcc-tnm-7
Description: "Observation.component (M) : valeur TNM attendue, par exemple cM0."
Severity: #error
Expression: """
  component.where(code.coding.where(system='http://loinc.org' and code='21907-1').exists())
    .value.all(coding.where(system='{{TNM}}' and code.matches('^[cpyra]?[cp]?M(X|[01])[A-Za-z0-9()+.-]*$'))
    .exists())
"""

Invariant: dcc-tnm-8
Description: "Observation.value : le stade s’écrit 0, I, II, III ou IV, avec ses lettres, ou occulte."
Severity: #error
Expression: """
  value.all(coding.where(system='{{TNM}}'
    and code.matches('^(occulte|0(a|is)?|(I|II|III|IV)[A-E]?[0-9]?[a-c]?)$')).exists())
"""

Profile: DccOtherClassification
Parent: Observation
Id: dcc-other-classification
Title: "Autre classification de la tumeur"
Description: "Classification autre que le TNM : nom, version et résultat."
* insert ClinicalEntry
* obeys dcc-cla-1 and dcc-cla-2 and dcc-cla-3
* code = $LNC#21918-8
* value[x] only string

Invariant: dcc-cla-1
Description: "Observation.focus : la tumeur classée est obligatoire."
Severity: #error
Expression: "focus.{{ref:Condition}}.exists()"

Invariant: dcc-cla-2
Description: "Observation.value : le résultat de la classification est obligatoire."
Severity: #error
Expression: "value.exists()"

Invariant: dcc-cla-3
Description: "Observation.component (GEN-101) : le nom de la classification est obligatoire."
Severity: #error
Expression: """
  component.where(code.coding.where(system='{{CISIS}}' and code='GEN-101').exists()).value.count() = 1
"""

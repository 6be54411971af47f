<?xml version="1.0" encoding="UTF-8"?>
<!-- FRCP (fiche RCP), CDA R2 N3, CI-SIS volet CANCER-FRCP. Input: the document Bundle of docs/model.md as
     FHIR XML. One file per header part (header/), per section (sections/), per entry (entries/), per data
     type (datatypes/); docs/mapping.md says which FHIR element each one writes. Template parameters have
     no type: SaxonJS checks each one at each call, a tenth of the whole time. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3" xpath-default-namespace="http://hl7.org/fhir"
  exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <!-- Version of the volet, in the templateId of the document. -->
  <xsl:param name="model-version" as="xs:string" select="'2025.01'"/>
  <!-- OIDs of this version, of all versions, and of the version this one replaces. -->
  <xsl:param name="document-id" as="xs:string"/>
  <xsl:param name="set-id" as="xs:string"/>
  <xsl:param name="replaced-id" as="xs:string?"/>
  <!-- Text to put where the PDF goes; empty: no copy section. -->
  <xsl:param name="copy-marker" as="xs:string" select="''"/>

  <!-- Value sets, OIDs and addresses, generated from fhir-profiles (scripts/tables.ts). -->
  <xsl:include href="../dist/tables.xsl"/>
  <xsl:include href="datatypes/lookup.xsl"/>
  <xsl:include href="datatypes/ts.xsl"/>
  <xsl:include href="datatypes/null-flavor.xsl"/>
  <xsl:include href="datatypes/cd.xsl"/>
  <xsl:include href="datatypes/id.xsl"/>
  <xsl:include href="datatypes/addr.xsl"/>
  <xsl:include href="datatypes/telecom.xsl"/>
  <xsl:include href="datatypes/name.xsl"/>
  <xsl:include href="narrative/rows.xsl"/>
  <xsl:include href="narrative/value-text.xsl"/>
  <xsl:include href="narrative/xhtml.xsl"/>
  <xsl:include href="header/references.xsl"/>
  <xsl:include href="header/organization.xsl"/>
  <xsl:include href="header/person.xsl"/>
  <xsl:include href="header/recordTarget.xsl"/>
  <xsl:include href="header/author.xsl"/>
  <xsl:include href="header/informant.xsl"/>
  <xsl:include href="header/custodian.xsl"/>
  <xsl:include href="header/legalAuthenticator.xsl"/>
  <xsl:include href="header/participants.xsl"/>
  <xsl:include href="header/inFulfillmentOf.xsl"/>
  <xsl:include href="header/documentationOf.xsl"/>
  <xsl:include href="header/relatedDocument.xsl"/>
  <xsl:include href="header/componentOf.xsl"/>
  <xsl:include href="entries/section.xsl"/>
  <xsl:include href="entries/simple-observation.xsl"/>
  <xsl:include href="entries/comment.xsl"/>
  <xsl:include href="entries/fr-acte.xsl"/>
  <xsl:include href="entries/fr-conclusion.xsl"/>
  <xsl:include href="entries/fr-demandes.xsl"/>
  <xsl:include href="entries/fr-tnm.xsl"/>
  <xsl:include href="entries/fr-tumeur.xsl"/>
  <xsl:include href="sections/fr-raison-de-la-recommandation.xsl"/>
  <xsl:include href="sections/fr-resultats-evenements.xsl"/>
  <xsl:include href="sections/fr-diagnostic-du-cancer.xsl"/>
  <xsl:include href="sections/fr-diagnostic-narrative.xsl"/>
  <xsl:include href="sections/text-only.xsl"/>
  <xsl:include href="sections/fr-fonctions-physiques.xsl"/>
  <xsl:include href="sections/fr-historique-des-grossesses.xsl"/>
  <xsl:include href="sections/fr-souhaits-du-patient.xsl"/>
  <xsl:include href="sections/fr-note-de-progression.xsl"/>
  <xsl:include href="sections/fr-actes-et-interventions.xsl"/>
  <xsl:include href="sections/fr-conclusions.xsl"/>
  <xsl:include href="sections/fr-statut-dossier-rcp.xsl"/>
  <xsl:include href="sections/fr-plan-de-soins.xsl"/>
  <xsl:include href="sections/fr-cadre-de-la-proposition.xsl"/>
  <xsl:include href="sections/fr-statut-du-document.xsl"/>
  <xsl:include href="sections/fr-document-pdf-copie.xsl"/>

  <xsl:template match="/">
    <ClinicalDocument>
      <xsl:namespace name="xsi" select="'http://www.w3.org/2001/XMLSchema-instance'"/>
      <realmCode code="FR"/>
      <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
      <templateId root="2.16.840.1.113883.2.8.2.1"/>
      <templateId root="1.2.250.1.213.1.1.1.1"/>
      <templateId root="1.2.250.1.213.1.1.1.8" extension="{$model-version}"/>
      <id root="{$document-id}"/>
      <code code="34794-8" displayName="CR de réunion de concertation pluridisciplinaire"
        codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"/>
      <title>{$composition/title/@value}</title>
      <effectiveTime value="{dcc:ts($composition/date/@value)}"/>
      <xsl:call-template name="confidentialityCode"/>
      <languageCode code="fr-FR"/>
      <setId root="{$set-id}"/>
      <versionNumber value="{$composition/extension[@url = $ext-document-version]/*/@value}"/>
      <xsl:call-template name="recordTarget"/>
      <xsl:call-template name="author"/>
      <xsl:call-template name="informant"/>
      <xsl:call-template name="custodian"/>
      <xsl:call-template name="legalAuthenticator"/>
      <xsl:call-template name="participants"/>
      <xsl:call-template name="inFulfillmentOf"/>
      <xsl:call-template name="documentationOf"/>
      <xsl:call-template name="relatedDocument"/>
      <xsl:call-template name="componentOf"/>
      <component>
        <structuredBody>
          <xsl:call-template name="body"/>
        </structuredBody>
      </component>
    </ClinicalDocument>
  </xsl:template>

  <!-- x_BasicConfidentialityKind -->
  <xsl:template name="confidentialityCode">
    <xsl:variable name="code" select="($composition/confidentiality/@value/string(), 'N')[1]"/>
    <confidentialityCode code="{$code}" codeSystem="2.16.840.1.113883.5.25"
      displayName="{if ($code = 'R') then 'Restreint' else if ($code = 'V') then 'Très restreint'
        else 'Normal'}"/>
  </xsl:template>

  <!-- The sections in the order of the 2025.01 examples. Those that the volet asks for are always there. -->
  <xsl:template name="body">
    <component><xsl:call-template name="fr-raison-de-la-recommandation"/></component>
    <component><xsl:call-template name="fr-resultats-evenements"/></component>
    <component><xsl:call-template name="fr-diagnostic-du-cancer"/></component>
    <xsl:if test="dcc:section('2')">
      <component><xsl:call-template name="fr-antecedents-medicaux-non-code"/></component>
    </xsl:if>
    <xsl:if test="dcc:section('176')">
      <component><xsl:call-template name="fr-problemes-actifs-non-code"/></component>
    </xsl:if>
    <xsl:if test="dcc:section('115')">
      <component><xsl:call-template name="fr-fonctions-physiques"/></component>
    </xsl:if>
    <xsl:if test="dcc:section('77')">
      <component><xsl:call-template name="fr-historique-des-grossesses"/></component>
    </xsl:if>
    <xsl:if test="dcc:section('252')">
      <component><xsl:call-template name="fr-souhaits-du-patient"/></component>
    </xsl:if>
    <xsl:if test="dcc:section('150')">
      <component><xsl:call-template name="fr-resultats-examens-non-code"/></component>
    </xsl:if>
    <component><xsl:call-template name="fr-note-de-progression"/></component>
    <xsl:if test="dcc:section('118')">
      <component><xsl:call-template name="fr-actes-et-interventions"/></component>
    </xsl:if>
    <xsl:if test="dcc:section('26')">
      <component><xsl:call-template name="fr-conclusion-de-cro"/></component>
    </xsl:if>
    <xsl:if test="dcc:section('34')">
      <component><xsl:call-template name="fr-conclusion-du-cr-acp"/></component>
    </xsl:if>
    <xsl:for-each select="dcc:section('67')">
      <component>
        <xsl:call-template name="fr-conclusion-cr-gm">
          <xsl:with-param name="position" select="position()"/>
        </xsl:call-template>
      </component>
    </xsl:for-each>
    <component><xsl:call-template name="fr-histoire-de-la-maladie-non-code"/></component>
    <component><xsl:call-template name="fr-statut-dossier-rcp"/></component>
    <component><xsl:call-template name="fr-plan-de-soins"/></component>
    <component><xsl:call-template name="fr-cadre-de-la-proposition"/></component>
    <xsl:if test="dcc:section('73')">
      <component><xsl:call-template name="fr-commentaire-patient"/></component>
    </xsl:if>
    <component><xsl:call-template name="fr-statut-du-document"/></component>
    <xsl:if test="dcc:section('GEN-294')">
      <component><xsl:call-template name="fr-information-donnees-personnelles"/></component>
    </xsl:if>
    <xsl:if test="$copy-marker">
      <component><xsl:call-template name="fr-document-pdf-copie"/></component>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- 4, 5, 9, 15, 19, 21: sections of free text only (…-non-code). No entry in any version. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:dcc="urn:dcc:xslt" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- 4. FR-Antecedents-medicaux-non-code -->
  <xsl:template name="fr-antecedents-medicaux-non-code">
    <xsl:for-each select="dcc:section('2')[1]">
      <section>
        <templateId root="1.2.250.1.213.1.1.2.2"/>
        <xsl:call-template name="section-head">
          <xsl:with-param name="arc" select="'4'"/>
          <xsl:with-param name="code" select="'11348-0'"/>
          <xsl:with-param name="display" select="'Antécédents médicaux'"/>
          <xsl:with-param name="title" select="'Antécédents médicaux'"/>
        </xsl:call-template>
        <xsl:call-template name="plain-text"><xsl:with-param name="section" select="."/></xsl:call-template>
      </section>
    </xsl:for-each>
  </xsl:template>

  <!-- 5. FR-Problemes-actifs-non-code -->
  <xsl:template name="fr-problemes-actifs-non-code">
    <xsl:for-each select="dcc:section('176')[1]">
      <section>
        <templateId root="1.2.250.1.213.1.1.2.176"/>
        <xsl:call-template name="section-head">
          <xsl:with-param name="arc" select="'5'"/>
          <xsl:with-param name="code" select="'11450-4'"/>
          <xsl:with-param name="display" select="'Liste des problèmes actifs'"/>
          <xsl:with-param name="title" select="'Comorbidités'"/>
        </xsl:call-template>
        <xsl:call-template name="plain-text"><xsl:with-param name="section" select="."/></xsl:call-template>
      </section>
    </xsl:for-each>
  </xsl:template>

  <!-- 9. FR-Resultats-examens-non-code -->
  <xsl:template name="fr-resultats-examens-non-code">
    <xsl:for-each select="dcc:section('150')[1]">
      <section>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.3.27"/>
        <templateId root="1.2.250.1.213.1.1.2.150"/>
        <xsl:call-template name="section-head">
          <xsl:with-param name="arc" select="'9'"/>
          <xsl:with-param name="code" select="'30954-2'"/>
          <xsl:with-param name="display" select="'Résultats d''examens'"/>
          <xsl:with-param name="title" select="'Éléments paracliniques (résultats d''examens)'"/>
        </xsl:call-template>
        <xsl:call-template name="plain-text"><xsl:with-param name="section" select="."/></xsl:call-template>
      </section>
    </xsl:for-each>
  </xsl:template>

  <!-- 15. FR-Histoire-de-la-maladie-non-code: the summary, and the question of the inscription. -->
  <xsl:template name="fr-histoire-de-la-maladie-non-code">
    <xsl:variable name="section" select="dcc:section('130')[1]"/>
    <xsl:variable name="question" select="dcc:notes($inscription)"/>
    <section>
      <templateId root="1.3.6.1.4.1.19376.1.5.3.1.3.4"/>
      <templateId root="1.2.250.1.213.1.1.2.130"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'15'"/>
        <xsl:with-param name="code" select="'10164-2'"/>
        <xsl:with-param name="display" select="'Histoire de la maladie'"/>
        <xsl:with-param name="title" select="'Synthèse du cas présenté et question posée à la RCP'"/>
      </xsl:call-template>
      <xsl:choose>
        <!-- Authors often write the question in the summary too: it is not said twice. -->
        <xsl:when test="$question
          and not(contains(normalize-space($section/text/xhtml:div), normalize-space($question)))">
          <text>
            <xsl:call-template name="author-words">
              <xsl:with-param name="section" select="$section"/>
              <xsl:with-param name="coded" select="false()"/>
            </xsl:call-template>
            <paragraph>
              <content styleCode="Bold">Question posée à la RCP : </content>
              <xsl:call-template name="lines">
                <xsl:with-param name="text" select="$question"/>
              </xsl:call-template>
            </paragraph>
          </text>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="plain-text">
            <xsl:with-param name="section" select="$section"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- 19. FR-Commentaire-non-code, about the patient -->
  <xsl:template name="fr-commentaire-patient">
    <xsl:for-each select="dcc:section('73')[1]">
      <xsl:call-template name="fr-commentaire-non-code">
        <xsl:with-param name="section" select="."/>
        <xsl:with-param name="arc" select="'19'"/>
        <xsl:with-param name="title" select="'Commentaires / précisions sur le patient'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- 21. FR-Commentaire-non-code, on personal data: told apart by GEN-294 -->
  <xsl:template name="fr-information-donnees-personnelles">
    <xsl:for-each select="dcc:section('GEN-294')[1]">
      <xsl:call-template name="fr-commentaire-non-code">
        <xsl:with-param name="section" select="."/>
        <xsl:with-param name="arc" select="'21'"/>
        <xsl:with-param name="title" select="'Information sur les données personnelles vous concernant'"/>
        <xsl:with-param name="patient-information" select="true()"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- FR-Commentaire-non-code (1.2.250.1.213.1.1.2.73) -->
  <xsl:template name="fr-commentaire-non-code">
    <xsl:param name="section" select="()"/>
    <xsl:param name="arc" required="yes"/>
    <xsl:param name="title" required="yes"/>
    <xsl:param name="patient-information" select="false()"/>
    <!-- Words that are not a section's: the notes of a conclusion. -->
    <xsl:param name="words" select="()"/>
    <section>
      <templateId root="2.16.840.1.113883.10.12.201"/>
      <templateId root="1.3.6.1.4.1.19376.1.4.1.2.16"/>
      <templateId root="1.2.250.1.213.1.1.2.73"/>
      <id root="{$document-id}.{$arc}"/>
      <code code="55112-7" displayName="Commentaire"
        codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC">
        <xsl:if test="$patient-information">
          <translation code="GEN-294" displayName="Information pour le patient"
            codeSystem="1.2.250.1.213.1.1.4.322" codeSystemName="TerminologieCISIS"/>
        </xsl:if>
      </code>
      <title>{$title}</title>
      <xsl:choose>
        <xsl:when test="$words">
          <text>
            <xsl:call-template name="lines"><xsl:with-param name="text" select="$words"/></xsl:call-template>
          </text>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="plain-text">
            <xsl:with-param name="section" select="$section"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- 1. FR-Raison-de-la-recommandation (1.2.250.1.213.1.1.2.128): type of RCP, reason, status of the case. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-raison-de-la-recommandation">
    <xsl:variable name="section" select="dcc:section('128')"/>
    <xsl:variable name="type" select="($rcp/type, $session/type, $case/type)"/>
    <xsl:variable name="nature" select="dcc:coding($type, $vs-nature-discussion)"/>
    <xsl:variable name="transversal" select="$nature/code/@value = 'ORG-132'"/>
    <xsl:variable name="subject-set" select="
      if ($transversal) then $vs-traitement-soins-frcp else $vs-rcp-appareil"/>
    <xsl:variable name="subject" select="dcc:coding($type, $subject-set)"/>
    <!-- The same code may be an appareil and an organe (sein): the appareil's coding is used once. -->
    <xsl:variable name="organs" select="
      if ($transversal) then () else $rcp/type/coding[dcc:in-set(., $vs-rcp-organe)][not(. is $subject)]"/>
    <xsl:variable name="is-recours" select="
      $rcp/(characteristic/coding/code/@value = 'recours' or category/coding/code/@value = '40')"/>
    <xsl:variable name="is-pediatric" select="$rcp/(characteristic/coding/code/@value = 'pediatric')"/>
    <xsl:variable name="reasons" select="$inscription/reasonCode[coding]"/>
    <xsl:variable name="reason-text" select="
      string-join($inscription/reasonCode[not(coding)]/text/@value, '&#10;')[. ne '']"/>
    <xsl:variable name="reason-comment" select="string-join($reasons/text/@value, '&#10;')[. ne '']"/>
    <xsl:variable name="status" select="dcc:coding($case/type, $vs-statut-cas-presente)"/>
    <xsl:variable name="type-comment" select="$rcp/comment/@value/string()[. ne '']"/>
    <section>
      <templateId root="1.3.6.1.4.1.19376.1.5.3.1.3.1"/>
      <templateId root="1.3.6.1.4.1.19376.1.5.3.1.3.2"/>
      <templateId root="1.2.250.1.213.1.1.2.128"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'1'"/>
        <xsl:with-param name="code" select="'42349-1'"/>
        <xsl:with-param name="display" select="'Raison de la recommandation'"/>
        <xsl:with-param name="title" select="'Type de RCP / Motif de la RCP'"/>
      </xsl:call-template>
      <text>
        <table border="0">
          <thead><tr><th colspan="2" align="left">Type de RCP</th></tr></thead>
          <tbody>
            <xsl:sequence select="dcc:row('Nature de la discussion', 'nature-discussion',
              dcc:coding-text($nature, $vs-nature-discussion))"/>
            <xsl:sequence select="dcc:row(
              if ($transversal) then 'Traitement / Soins' else 'Appareil',
              'sujet-rcp',
              dcc:coding-text($subject, $subject-set))"/>
            <xsl:for-each select="$organs">
              <xsl:sequence select="dcc:row('Organe', 'organe-' || position(),
                dcc:coding-text(., $vs-rcp-organe))"/>
            </xsl:for-each>
            <xsl:if test="empty($organs) and not($transversal)">
              <xsl:sequence select="dcc:row('Organe', 'organe-1', dcc:null-label('NI'))"/>
            </xsl:if>
            <xsl:sequence select="dcc:row('RCP de recours', 'rcp-recours',
              (dcc:yes-no($is-recours ! string(.)), dcc:null-label('NI'))[1])"/>
            <xsl:sequence select="dcc:row('RCP pédiatrique', 'rcp-pediatrique',
              (dcc:yes-no($is-pediatric ! string(.)), dcc:null-label('NI'))[1])"/>
            <xsl:sequence select="dcc:row('Commentaire', 'commentaire-type-rcp', $type-comment)"/>
          </tbody>
        </table>
        <br/>
        <table border="0">
          <thead>
            <tr><th colspan="2" align="left"><content ID="motif-rcp">Motif de la RCP</content></th></tr>
          </thead>
          <tbody>
            <xsl:for-each select="$reason-codes">
              <xsl:sequence select="dcc:row(dcc:lookup($reason-labels, .), 'motif-' || .,
                (dcc:yes-no(dcc:has-reason($reasons, .)), dcc:null-label('NI'))[1])"/>
            </xsl:for-each>
            <xsl:sequence select="dcc:row('Statut du cas présenté', 'statut-cas-presente',
              dcc:coding-text($status, $vs-statut-cas-presente))"/>
            <xsl:sequence select="dcc:row('Motif en clair', 'raison',
              ($reason-text, dcc:null-label('NI'))[1])"/>
            <xsl:sequence select="dcc:row('Commentaire', 'commentaire-motif-rcp', $reason-comment)"/>
          </tbody>
        </table>
        <xsl:call-template name="author-words">
          <xsl:with-param name="section" select="$section"/>
        </xsl:call-template>
      </text>
      <entry>
        <observation classCode="OBS" moodCode="EVN">
          <xsl:call-template name="simple-observation">
            <xsl:with-param name="arc" select="'1.1'"/>
            <xsl:with-param name="code" select="'GEN-098'"/>
            <xsl:with-param name="display" select="'Nature de la discussion'"/>
            <xsl:with-param name="reference" select="'nature-discussion'"/>
          </xsl:call-template>
          <value xsi:type="CD">
            <xsl:call-template name="coded-or-null">
              <xsl:with-param name="coding" select="$nature"/>
              <xsl:with-param name="set" select="$vs-nature-discussion"/>
            </xsl:call-template>
          </value>
          <entryRelationship typeCode="SUBJ">
            <observation classCode="OBS" moodCode="EVN">
              <xsl:call-template name="simple-observation">
                <xsl:with-param name="arc" select="'1.2'"/>
                <xsl:with-param name="code" select="if ($transversal) then 'ORG-138' else 'ORG-118'"/>
                <xsl:with-param name="display"
                  select="if ($transversal) then 'Traitement / Soins' else 'Appareil'"/>
                <xsl:with-param name="reference" select="'sujet-rcp'"/>
              </xsl:call-template>
              <value xsi:type="CD">
                <xsl:call-template name="coded-or-null">
                  <xsl:with-param name="coding" select="$subject"/>
                  <xsl:with-param name="set" select="$subject-set"/>
                </xsl:call-template>
              </value>
              <xsl:for-each select="$organs">
                <xsl:call-template name="organ">
                  <xsl:with-param name="coding" select="."/>
                  <xsl:with-param name="position" select="position()"/>
                </xsl:call-template>
              </xsl:for-each>
              <xsl:if test="empty($organs) and not($transversal)">
                <xsl:call-template name="organ">
                  <xsl:with-param name="position" select="1"/>
                </xsl:call-template>
              </xsl:if>
              <xsl:call-template name="yes-no-part">
                <xsl:with-param name="arc" select="'1.4'"/>
                <xsl:with-param name="code" select="'ORG-184'"/>
                <xsl:with-param name="display" select="'RCP de recours'"/>
                <xsl:with-param name="reference" select="'rcp-recours'"/>
                <xsl:with-param name="value" select="$is-recours ! string(.)"/>
              </xsl:call-template>
              <xsl:call-template name="yes-no-part">
                <xsl:with-param name="arc" select="'1.5'"/>
                <xsl:with-param name="code" select="'ORG-185'"/>
                <xsl:with-param name="display" select="'RCP pédiatrique'"/>
                <xsl:with-param name="reference" select="'rcp-pediatrique'"/>
                <xsl:with-param name="value" select="$is-pediatric ! string(.)"/>
              </xsl:call-template>
              <xsl:call-template name="comment">
                <xsl:with-param name="text" select="$type-comment"/>
                <xsl:with-param name="arc" select="'1.6'"/>
                <xsl:with-param name="reference" select="'commentaire-type-rcp'"/>
              </xsl:call-template>
            </observation>
          </entryRelationship>
          <entryRelationship typeCode="SUBJ">
            <observation classCode="OBS" moodCode="EVN">
              <xsl:call-template name="simple-observation">
                <xsl:with-param name="arc" select="'1.7'"/>
                <xsl:with-param name="code" select="'ORG-186'"/>
                <xsl:with-param name="display" select="'Motif de la RCP'"/>
                <xsl:with-param name="reference" select="'motif-rcp'"/>
              </xsl:call-template>
              <value xsi:type="CD" nullFlavor="NA"/>
              <xsl:for-each select="$reason-codes">
                <xsl:call-template name="yes-no-part">
                  <xsl:with-param name="arc" select="'1.7.' || position()"/>
                  <xsl:with-param name="code" select="."/>
                  <xsl:with-param name="display" select="dcc:lookup($reason-labels, .)"/>
                  <xsl:with-param name="reference" select="'motif-' || ."/>
                  <xsl:with-param name="date" select="$inscription/authoredOn/@value"/>
                  <xsl:with-param name="value" select="dcc:has-reason($reasons, .)"/>
                </xsl:call-template>
              </xsl:for-each>
              <entryRelationship typeCode="REFR">
                <observation classCode="OBS" moodCode="EVN">
                  <xsl:call-template name="simple-observation">
                    <xsl:with-param name="arc" select="'1.8'"/>
                    <xsl:with-param name="code" select="'ORG-127'"/>
                    <xsl:with-param name="display" select="'Statut du cas présenté'"/>
                    <xsl:with-param name="reference" select="'statut-cas-presente'"/>
                    <xsl:with-param name="absent-date" select="'NA'"/>
                  </xsl:call-template>
                  <value xsi:type="CD">
                    <xsl:call-template name="coded-or-null">
                      <xsl:with-param name="coding" select="$status"/>
                      <xsl:with-param name="set" select="$vs-statut-cas-presente"/>
                    </xsl:call-template>
                  </value>
                </observation>
              </entryRelationship>
              <xsl:call-template name="comment">
                <xsl:with-param name="text" select="$reason-comment"/>
                <xsl:with-param name="arc" select="'1.9'"/>
                <xsl:with-param name="reference" select="'commentaire-motif-rcp'"/>
              </xsl:call-template>
            </observation>
          </entryRelationship>
        </observation>
      </entry>
      <entry>
        <!-- FR-Probleme: the reason in words. -->
        <observation classCode="OBS" moodCode="EVN" negationInd="false">
          <templateId root="2.16.840.1.113883.10.20.1.28"/>
          <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5"/>
          <templateId root="1.2.250.1.213.1.1.3.37"/>
          <xsl:sequence select="dcc:entry-id($inscription, '1.10')"/>
          <code code="55607006" displayName="problème" codeSystem="2.16.840.1.113883.6.96"
            codeSystemName="SNOMED_CT"/>
          <text><reference value="#raison"/></text>
          <statusCode code="completed"/>
          <xsl:call-template name="effective-period">
            <xsl:with-param name="low" select="$inscription/authoredOn/@value"/>
            <xsl:with-param name="always-low" select="true()"/>
          </xsl:call-template>
          <value xsi:type="CD" nullFlavor="NA">
            <originalText><reference value="#raison"/></originalText>
          </value>
        </observation>
      </entry>
    </section>
  </xsl:template>

  <!-- The four reasons are boxes to tick: with at least one ticked, the others are no. -->
  <xsl:variable name="reason-codes" as="xs:string*" select="'MED-235', 'ORG-114', 'ORG-115', 'ORG-116'"/>
  <xsl:variable name="reason-labels" as="xs:string" select="
    '|MED-235=Avis diagnostique|'
    || 'ORG-114=Proposition de traitement (dont ajustement et surveillance)|ORG-115=Recours|'
    || 'ORG-116=Pédiatrie|'"/>

  <xsl:function name="dcc:has-reason" as="xs:string?">
    <xsl:param name="reasons" as="element()*"/>
    <xsl:param name="code" as="xs:string"/>
    <xsl:sequence select="if ($reasons) then string($reasons/coding/code/@value = $code) else ()"/>
  </xsl:function>

  <xsl:template name="organ">
    <xsl:param name="coding" select="()"/>
    <xsl:param name="position" required="yes"/>
    <entryRelationship typeCode="REFR">
      <observation classCode="OBS" moodCode="EVN">
        <xsl:call-template name="simple-observation">
          <xsl:with-param name="arc" select="'1.3.' || $position"/>
          <xsl:with-param name="code" select="'ORG-119'"/>
          <xsl:with-param name="display" select="'Organe'"/>
          <xsl:with-param name="reference" select="'organe-' || $position"/>
        </xsl:call-template>
        <value xsi:type="CD">
          <xsl:call-template name="coded-or-null">
            <xsl:with-param name="coding" select="$coding"/>
            <xsl:with-param name="set" select="$vs-rcp-organe"/>
          </xsl:call-template>
        </value>
      </observation>
    </entryRelationship>
  </xsl:template>

  <!-- ER REFR of a boolean. -->
  <xsl:template name="yes-no-part">
    <xsl:param name="arc" required="yes"/>
    <xsl:param name="code" required="yes"/>
    <xsl:param name="display" required="yes"/>
    <xsl:param name="reference" required="yes"/>
    <xsl:param name="date" select="()"/>
    <xsl:param name="value" select="()"/>
    <entryRelationship typeCode="REFR">
      <observation classCode="OBS" moodCode="EVN">
        <xsl:call-template name="simple-observation">
          <xsl:with-param name="arc" select="$arc"/>
          <xsl:with-param name="code" select="$code"/>
          <xsl:with-param name="display" select="$display"/>
          <xsl:with-param name="reference" select="$reference"/>
          <xsl:with-param name="date" select="$date"/>
        </xsl:call-template>
        <xsl:call-template name="bl"><xsl:with-param name="value" select="$value"/></xsl:call-template>
      </observation>
    </entryRelationship>
  </xsl:template>

</xsl:stylesheet>

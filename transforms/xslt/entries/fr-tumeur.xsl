<?xml version="1.0" encoding="UTF-8"?>
<!-- FR-Liste-des-problemes (1.2.250.1.213.1.1.3.39) holding FR-Probleme-cancer (1.2.250.1.213.1.1.3.113). -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Date of the first diagnosis. -->
  <xsl:function name="dcc:diagnosed" as="xs:string?">
    <xsl:param name="tumour" as="element()?"/>
    <xsl:sequence select="
      ($tumour/extension[@url = $ext-asserted-date]/valueDateTime/@value, $tumour/onsetDateTime/@value)[1]"/>
  </xsl:function>

  <!-- Condition.clinicalStatus to the status of a concern, which lasts as long as one of its tumours does. A
       remission is not the end of the concern. -->
  <xsl:function name="dcc:concern-status" as="xs:string">
    <xsl:param name="tumours" as="element()*"/>
    <xsl:variable name="statuses" select="$tumours ! string(clinicalStatus/coding[1]/code/@value)"/>
    <xsl:sequence select="
      if (exists($statuses) and (every $s in $statuses satisfies $s = 'resolved')) then 'completed'
      else if (exists($statuses)
        and (every $s in $statuses satisfies $s = ('resolved', 'inactive', 'remission')))
      then 'suspended' else 'active'"/>
  </xsl:function>

  <!-- One concern for all the tumours: the official test of the section fails on a second act. -->
  <xsl:template name="tumours">
    <xsl:param name="tumours" as="element()*" required="yes"/>
    <xsl:param name="observations" as="element()*" required="yes"/>
    <xsl:param name="absent" as="xs:string" required="yes"/>
    <entry>
      <act classCode="ACT" moodCode="EVN">
        <templateId root="2.16.840.1.113883.10.20.1.27"/>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5.1"/>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5.2"/>
        <templateId root="1.2.250.1.213.1.1.3.39"/>
        <templateId root="1.2.250.1.213.1.1.3.39.1"/>
        <id root="{$document-id}.3.1"/>
        <code nullFlavor="NA"/>
        <statusCode code="{dcc:concern-status($tumours)}"/>
        <xsl:call-template name="effective-period">
          <xsl:with-param name="low" select="sort($tumours ! dcc:diagnosed(.))[1]"/>
          <xsl:with-param name="high" select="
            if (every $t in $tumours satisfies exists($t/abatementDateTime))
            then sort($tumours/abatementDateTime/@value/string())[last()] else ()"/>
          <xsl:with-param name="always-low" select="true()"/>
        </xsl:call-template>
        <xsl:for-each select="$tumours">
          <xsl:call-template name="tumour">
            <xsl:with-param name="tumour" select="."/>
            <xsl:with-param name="position" select="position()"/>
            <xsl:with-param name="observations" select="dcc:about(., $observations, count($tumours))"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:if test="empty($tumours)">
          <!-- The volet asks for the diagnosis and its TNM even when there is no tumour: null values with the
               reason. -->
          <xsl:call-template name="tumour">
            <xsl:with-param name="position" select="1"/>
            <xsl:with-param name="absent" select="$absent"/>
          </xsl:call-template>
        </xsl:if>
      </act>
    </entry>
  </xsl:template>

  <xsl:template name="tumour">
    <xsl:param name="tumour" select="()"/>
    <xsl:param name="position" required="yes"/>
    <xsl:param name="observations" select="()"/>
    <!-- Why there is no tumour. -->
    <xsl:param name="absent" select="'NI'"/>
    <xsl:variable name="arc" select="'3.' || $position"/>
    <xsl:variable name="id" select="'tumeur-' || $position"/>
    <entryRelationship typeCode="SUBJ" inversionInd="false">
      <observation classCode="OBS" moodCode="EVN" negationInd="false">
        <templateId root="2.16.840.1.113883.10.20.1.28"/>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5"/>
        <templateId root="1.2.250.1.213.1.1.3.37"/>
        <templateId root="1.3.6.1.4.1.19376.1.7.3.1.4.14.1"/>
        <templateId root="1.2.250.1.213.1.1.3.113"/>
        <xsl:sequence select="dcc:entry-id($tumour, $arc || '.1')"/>
        <code code="282291009" displayName="interprétation diagnostique"
          codeSystem="2.16.840.1.113883.6.96"
          codeSystemName="SNOMED_CT"/>
        <text><reference value="#{$id}"/></text>
        <statusCode code="completed"/>
        <xsl:call-template name="effective-period">
          <xsl:with-param name="low" select="dcc:diagnosed($tumour)"/>
          <xsl:with-param name="always-low" select="true()"/>
        </xsl:call-template>
        <value xsi:type="CD">
          <xsl:call-template name="cd">
            <xsl:with-param name="concept" select="dcc:without($tumour/code, $vs-tumeur)"/>
            <xsl:with-param name="set" select="$vs-morphologie"/>
            <xsl:with-param name="reference" select="if ($tumour) then $id || '-morphologie' else $id"/>
            <xsl:with-param name="absent"
              select="if ($tumour) then dcc:absence($tumour/code) else $absent"/>
          </xsl:call-template>
        </value>
        <xsl:call-template name="target-site">
          <xsl:with-param name="tumour" select="$tumour"/>
          <xsl:with-param name="id" select="$id"/>
          <xsl:with-param name="absent" select="$absent"/>
        </xsl:call-template>
        <xsl:call-template name="tnm">
          <xsl:with-param name="tnm" select="dcc:with-code($observations, '75620-5')[1]"/>
          <xsl:with-param name="arc" select="$arc || '.2'"/>
          <xsl:with-param name="id" select="if ($tumour) then $id || '-tnm' else $id"/>
          <xsl:with-param name="absent" select="if ($tumour) then () else $absent"/>
        </xsl:call-template>
        <xsl:for-each select="dcc:with-code($observations, '21918-8')">
          <xsl:call-template name="other-classification">
            <xsl:with-param name="arc" select="$arc || '.3.' || position()"/>
            <xsl:with-param name="id" select="$id || '-classification-' || position()"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:call-template name="comment">
          <xsl:with-param name="text" select="dcc:notes($tumour)"/>
          <xsl:with-param name="arc" select="$arc || '.4'"/>
          <xsl:with-param name="reference" select="$id || '-commentaire'"/>
        </xsl:call-template>
      </observation>
    </entryRelationship>
  </xsl:template>

  <!-- A concept that says something besides codes of a set; otherwise nothing (only the topography is
       known). -->
  <xsl:function name="dcc:without" as="element()?">
    <xsl:param name="concept" as="element()?"/>
    <xsl:param name="set" as="xs:string"/>
    <xsl:sequence select="$concept[text or not(coding) or coding[not(dcc:in-set(., $set))]]"/>
  </xsl:function>

  <xsl:template name="target-site">
    <xsl:param name="tumour" required="yes"/>
    <xsl:param name="id" required="yes"/>
    <xsl:param name="absent" required="yes"/>
    <xsl:variable name="laterality"
      select="$tumour/bodySite/extension[@url = $ext-laterality]/valueCodeableConcept"/>
    <targetSiteCode>
      <xsl:call-template name="cd">
        <xsl:with-param name="concept" select="($tumour/bodySite, $tumour/code[dcc:coding(., $vs-tumeur)])"/>
        <xsl:with-param name="set" select="$vs-tumeur"/>
        <xsl:with-param name="reference" select="if ($tumour) then $id || '-topographie' else $id"/>
        <xsl:with-param name="absent"
          select="if ($tumour) then dcc:absence($tumour/bodySite[1]) else $absent"/>
      </xsl:call-template>
      <xsl:if test="$laterality">
        <qualifier>
          <name code="20228-3" displayName="Latéralité"
            codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"/>
          <value>
            <xsl:call-template name="cd">
              <xsl:with-param name="concept" select="$laterality"/>
              <xsl:with-param name="set" select="$vs-modificateur-topographique"/>
              <xsl:with-param name="reference" select="$id || '-lateralite'"/>
            </xsl:call-template>
          </value>
        </qualifier>
      </xsl:if>
    </targetSiteCode>
  </xsl:template>

  <!-- 21918-8: any other classification, in words. -->
  <xsl:template name="other-classification">
    <xsl:param name="arc" required="yes"/>
    <xsl:param name="id" required="yes"/>
    <entryRelationship typeCode="SUBJ" inversionInd="false">
      <observation classCode="OBS" moodCode="EVN">
        <xsl:call-template name="simple-observation">
          <xsl:with-param name="resource" select="."/>
          <xsl:with-param name="code" select="'21918-8'"/>
          <xsl:with-param name="display" select="'Autre classification du stade'"/>
          <xsl:with-param name="loinc" select="true()"/>
          <xsl:with-param name="reference" select="$id"/>
          <xsl:with-param name="date" select="dcc:when(.)"/>
        </xsl:call-template>
        <xsl:call-template name="original-text">
          <xsl:with-param name="reference" select="$id"/>
          <xsl:with-param name="observation" select="."/>
        </xsl:call-template>
        <xsl:call-template name="classification-part">
          <xsl:with-param name="arc" select="$arc || '.1'"/>
          <xsl:with-param name="code" select="'GEN-101'"/>
          <xsl:with-param name="display" select="'Nom de la classification'"/>
          <xsl:with-param name="reference" select="$id || '-nom'"/>
        </xsl:call-template>
        <xsl:call-template name="classification-part">
          <xsl:with-param name="arc" select="$arc || '.2'"/>
          <xsl:with-param name="code" select="'GEN-102'"/>
          <xsl:with-param name="display" select="'Version de la classification'"/>
          <xsl:with-param name="reference" select="$id || '-version'"/>
        </xsl:call-template>
      </observation>
    </entryRelationship>
  </xsl:template>

  <xsl:template name="classification-part">
    <xsl:param name="arc" required="yes"/>
    <xsl:param name="code" required="yes"/>
    <xsl:param name="display" required="yes"/>
    <xsl:param name="reference" required="yes"/>
    <xsl:variable name="component" select="dcc:with-code(component, $code)[1]"/>
    <xsl:if test="$component">
      <entryRelationship typeCode="COMP">
        <observation classCode="OBS" moodCode="EVN">
          <xsl:call-template name="simple-observation">
            <xsl:with-param name="arc" select="$arc"/>
            <xsl:with-param name="code" select="$code"/>
            <xsl:with-param name="display" select="$display"/>
            <xsl:with-param name="reference" select="$reference"/>
            <xsl:with-param name="absent-date" select="'NA'"/>
          </xsl:call-template>
          <xsl:call-template name="original-text">
            <xsl:with-param name="reference" select="$reference"/>
            <xsl:with-param name="observation" select="$component"/>
          </xsl:call-template>
        </observation>
      </entryRelationship>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

{{- define "eslabon.labels" -}}
{{ include "eslabon.selector" . }}
app.kubernetes.io/version: {{ include "eslabon.version" . | quote }}
app.kubernetes.io/part-of: {{ .Chart.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "eslabon.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- /* The pods that answer, and not those that test them. */}}
{{- define "eslabon.service" -}}
{{ include "eslabon.selector" . }}
app.kubernetes.io/component: service
{{- end }}

{{- define "eslabon.test" -}}
{{ include "eslabon.selector" . }}
app.kubernetes.io/component: test
{{- end }}

{{- define "eslabon.version" -}}
{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "eslabon.image" -}}
{{- $repository := required "image.repository is needed: where is the image?" .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{ $repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ $repository }}:{{ required "image.digest or image.tag is needed: which image?" .Values.image.tag }}
{{- end -}}
{{- end }}

{{- define "eslabon.secret" -}}
{{- if .Values.secret.existing -}}
{{ .Values.secret.existing }}
{{- else if .Values.secret.files -}}
{{ .Release.Name }}
{{- end -}}
{{- end }}

{{- define "eslabon.podSecurity" -}}
runAsNonRoot: true
seccompProfile: {type: RuntimeDefault}
{{- /* Without a user OpenShift gives one, and others take the image's. */}}
{{- if .Values.runAsUser }}
runAsUser: {{ int .Values.runAsUser }}
runAsGroup: 0
{{- end }}
{{- end }}

{{- define "eslabon.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

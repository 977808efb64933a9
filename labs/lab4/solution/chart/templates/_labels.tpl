{{- define "quickticket.labels" -}}
app.kubernetes.io/part-of: quickticket
{{- end }}

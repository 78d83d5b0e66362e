/** The named templates of a chart (templates/_helpers.tpl). Their names begin with the chart's, because charts in one release share them. */
export function helpersOf(chart: string): string {
  return `{{/* An image, in the registry of the values if they name one. */}}
{{- define "${chart}.image" -}}
{{- $host := regexFind "^([^/]*[.:][^/]*|localhost)/" .image -}}
{{- $path := trimPrefix $host .image -}}
{{- if .root.Values.registry -}}
{{- if and (or (eq $host "") (eq $host "docker.io/")) (not (contains "/" $path)) -}}
{{- $path = printf "library/%s" $path -}}
{{- end -}}
{{- printf "%s/%s" (trimSuffix "/" .root.Values.registry) $path -}}
{{- else -}}
{{- .image -}}
{{- end -}}
{{- end -}}

{{/* Labels by which tekwire deploy and kubectl find the objects of a release, labels of the values, and the object's own. */}}
{{- define "${chart}.labels" -}}
{{- $standard := dict
  "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-")
  "app.kubernetes.io/instance" .root.Release.Name
  "app.kubernetes.io/managed-by" .root.Release.Service
  "app.kubernetes.io/version" (.root.Chart.AppVersion | replace "+" "_" | trunc 63 | trimSuffix "-") -}}
{{- toYaml (merge $standard .root.Values.extraLabels .own) -}}
{{- end -}}

{{/* The object's own annotations and those of the values, which win. */}}
{{- define "${chart}.annotations" -}}
{{- with merge (dict) (.more | default dict) .root.Values.extraAnnotations .own }}{{ toYaml . }}{{ end -}}
{{- end -}}

{{/* Settings of the runs of a trigger: its own, and those of the values, which win. */}}
{{- define "${chart}.taskRunTemplate" -}}
{{- $pods := .root.Values.pods -}}
{{- $result := .own -}}
{{- with $pods.serviceAccountName }}{{ $_ := set $result "serviceAccountName" . }}{{ end -}}
{{- $pod := $result.podTemplate | default dict -}}
{{- with $pods.nodeSelector }}{{ $_ := set $pod "nodeSelector" (merge (dict) . ($pod.nodeSelector | default dict)) }}{{ end -}}
{{- with $pods.tolerations }}{{ $_ := set $pod "tolerations" (concat ($pod.tolerations | default list) .) }}{{ end -}}
{{- with $pod }}{{ $_ := set $result "podTemplate" . }}{{ end -}}
{{- toJson $result -}}
{{- end -}}
`;
}

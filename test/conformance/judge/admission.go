package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	authenticationv1 "k8s.io/api/authentication/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"knative.dev/pkg/apis"
	webhookjson "knative.dev/pkg/webhook/json"
)

// verdict is what creating one object comes to.
type verdict struct {
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	OK       bool     `json:"ok"`
	Skipped  bool     `json:"skipped,omitempty"` // not a Tekton kind
	Error    string   `json:"error,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
	// Object is what Tekton has read, with its defaults; only when asked for.
	Object json.RawMessage `json:"object,omitempty"`
}

type header struct {
	APIVersion string          `json:"apiVersion"`
	Kind       string          `json:"kind"`
	Metadata   json.RawMessage `json:"metadata"`
}

// The etcd default request limit.
const maxObjectBytes = 1536 * 1024

// admit replays a create request: strict field check, mutating webhook, CRD schema, validating webhook.
// The object is nil when it cannot be decoded.
func (c *court) admit(ctx context.Context, d document) (v verdict, object kind) {
	var complaints []string
	complain := func(format string, a ...any) { complaints = append(complaints, fmt.Sprintf(format, a...)) }
	defer func() {
		if p := recover(); p != nil {
			complain("panic in Tekton: %v", p)
		}
		v.Error = strings.Join(complaints, "; ")
		v.OK = v.Error == ""
	}()
	if d.err != nil {
		complain("%v", d.err)
		return v, nil
	}
	var head header
	if err := json.Unmarshal(d.json, &head); err != nil {
		complain("not a manifest: %v", err)
		return v, nil
	}
	v.Kind = head.Kind
	version, err := schema.ParseGroupVersion(head.APIVersion)
	if err != nil || head.APIVersion == "" || head.Kind == "" {
		complain("apiVersion %q, kind %q: not a Kubernetes object", head.APIVersion, head.Kind)
		return v, nil
	}
	if !isTekton(version.Group) {
		v.Name, v.Skipped = nameOf(head.Metadata), true
		return v, nil
	}
	prototype, known := kinds[version.WithKind(head.Kind)]
	if !known {
		complain("no matches for kind %q in version %q", head.Kind, head.APIVersion)
		return v, nil
	}
	name, metaErrs := checkMetadata(head)
	v.Name = name
	complaints = append(complaints, metaErrs...)
	complaints = append(complaints, c.schemas.unknownFields(version.WithKind(head.Kind), d.json)...)

	ctx = apis.WithUserInfo(apis.WithinCreate(ctx), &authenticationv1.UserInfo{Username: "judge"})
	object = prototype.DeepCopyObject().(kind)
	if err := webhookjson.Decode(d.json, object, true); err != nil {
		complain("cannot decode: %v", err)
		return v, nil
	}
	object.SetDefaults(ctx)
	mutated, err := json.Marshal(object)
	if err != nil {
		complain("%v", err)
		return v, nil
	}
	if len(mutated) > maxObjectBytes {
		complain("request is too large (%d bytes)", len(mutated))
	}
	complaints = append(complaints, c.schemas.violations(version.WithKind(head.Kind), mutated)...)
	v.Warnings = validate(ctx, prototype, generateName(mutated), complain)
	kept, err := stored(ctx, object)
	if err != nil {
		complain("cannot convert: %v", err)
		return v, nil
	}
	return v, kept
}

// validate is the validating webhook: it decodes the mutated object anew, because Validate changes what it looks at.
func validate(ctx context.Context, prototype kind, mutated []byte, complain func(string, ...any)) (warnings []string) {
	object := prototype.DeepCopyObject().(kind)
	if err := webhookjson.Decode(mutated, object, true); err != nil {
		complain("cannot decode the defaulted object: %v", err)
		return nil
	}
	found := object.Validate(ctx)
	if found == nil {
		return nil
	}
	if e := found.Filter(apis.ErrorLevel); e != nil {
		complain("%v", e)
	}
	if w := found.Filter(apis.WarningLevel); w != nil {
		for _, one := range w.WrappedErrors() {
			warnings = append(warnings, one.Error())
		}
	}
	return warnings
}

func nameOf(raw json.RawMessage) string {
	var meta struct{ Name, GenerateName string }
	_ = json.Unmarshal(raw, &meta)
	if meta.Name == "" {
		return meta.GenerateName
	}
	return meta.Name
}

// checkMetadata applies the API server's own rules for names, labels and annotations.
func checkMetadata(head header) (name string, complaints []string) {
	var meta metav1.ObjectMeta
	if len(head.Metadata) > 0 {
		decoder := json.NewDecoder(bytes.NewReader(head.Metadata))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&meta); err != nil {
			return nameOf(head.Metadata), []string{fmt.Sprintf("metadata: %v", err)}
		}
	}
	name = nameOf(head.Metadata)
	if meta.Name == "" && meta.GenerateName != "" {
		meta.Name = generated(meta.GenerateName)
	}
	isNamespaced := !isClusterScoped(head.Kind)
	if isNamespaced && meta.Namespace == "" {
		meta.Namespace = "default"
	}
	if !isNamespaced { // k8s.io/apiserver pkg/registry/rest/create.go BeforeCreate
		meta.Namespace = ""
	}
	errs := apivalidation.ValidateObjectMeta(&meta, isNamespaced, apivalidation.NameIsDNSSubdomain, field.NewPath("metadata"))
	for _, e := range errs {
		complaints = append(complaints, e.Error())
	}
	return name, complaints
}

// generated is the name that the API server makes of a generateName: cut to 58 characters, five random ones added.
func generated(base string) string {
	return base[:min(len(base), 58)] + "abcde"
}

// generateName names the object as the API server does between the mutating and the validating webhooks.
func generateName(mutated []byte) []byte {
	var object map[string]any
	if json.Unmarshal(mutated, &object) != nil {
		return mutated
	}
	meta, _ := object["metadata"].(map[string]any)
	base, _ := meta["generateName"].(string)
	if _, named := meta["name"]; named || base == "" {
		return mutated
	}
	meta["name"] = generated(base)
	out, err := json.Marshal(object)
	if err != nil {
		return mutated
	}
	return out
}

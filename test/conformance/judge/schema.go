package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

type kindSchema struct {
	structure *structural.Structural
	validator validation.SchemaValidator
}

// schemaSet holds the CRD schemas by kind. Kinds without one (Triggers' CRDs say nothing of their fields) are not checked.
type schemaSet map[schema.GroupVersionKind]kindSchema

// crdFolder is the folder `crds` beside the program: build.sh copies it from the Go module.
func crdFolder() string {
	executable, err := os.Executable()
	if err != nil {
		return "crds"
	}
	return filepath.Join(filepath.Dir(executable), "crds")
}

func loadSchemas(folder string) (schemaSet, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no CRDs in %s: build with build.sh", folder)
	}
	out := schemaSet{}
	for _, file := range files {
		if err := out.load(file); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return out, nil
}

func (s schemaSet) load(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var crd apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(text, &crd); err != nil {
		return err
	}
	for _, version := range crd.Spec.Versions {
		compiled, err := compile(version)
		if err != nil {
			return err
		}
		s[schema.GroupVersionKind{Group: crd.Spec.Group, Version: version.Name, Kind: crd.Spec.Names.Kind}] = compiled
	}
	return nil
}

func compile(version apiextensionsv1.CustomResourceDefinitionVersion) (out kindSchema, err error) {
	var internal apiextensions.JSONSchemaProps
	if err = apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, &internal, nil); err != nil {
		return out, err
	}
	if out.structure, err = structural.NewStructural(&internal); err != nil {
		return out, err
	}
	out.validator, _, err = validation.NewSchemaValidator(&internal)
	return out, err
}

// unknownFields are those that `kubectl apply --validate=strict` refuses and that would be dropped otherwise.
func (s schemaSet) unknownFields(kind schema.GroupVersionKind, js []byte) (out []string) {
	found, ok := s[kind]
	var object map[string]any
	if !ok || json.Unmarshal(js, &object) != nil {
		return nil
	}
	options := structural.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	for _, path := range pruning.PruneWithOptions(object, found.structure, true, options) {
		out = append(out, fmt.Sprintf("unknown field %q", path))
	}
	return out
}

func (s schemaSet) violations(kind schema.GroupVersionKind, js []byte) (out []string) {
	found, ok := s[kind]
	var object map[string]any
	if !ok || json.Unmarshal(js, &object) != nil {
		return nil
	}
	delete(object, "status")
	for _, e := range validation.ValidateCustomResource(nil, object, found.validator) {
		out = append(out, e.Error())
	}
	return out
}

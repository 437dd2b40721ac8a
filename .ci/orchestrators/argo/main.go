// Checks files of Argo Workflows by Argo's own code: strict reading, its validation, and its own
// evaluation of the expressions that decide about a further try. Prints the edges of each graph.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"sort"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/util/template"
	"github.com/argoproj/argo-workflows/v3/workflow/common"
	"github.com/argoproj/argo-workflows/v3/workflow/validate"
)

type known map[string]*wfv1.WorkflowTemplate

func (k known) Get(name string) (*wfv1.WorkflowTemplate, error) {
	if found, ok := k[name]; ok {
		return found, nil
	}
	return nil, fmt.Errorf("no workflow template %s", name)
}

type none struct{}

func (none) Get(name string) (*wfv1.ClusterWorkflowTemplate, error) {
	return nil, fmt.Errorf("no cluster workflow template %s", name)
}

// How an application ended, and whether the flow tries again or gives up.
var ends = []struct {
	state, why, try string
	again, over     bool
}{
	{"COMPLETED", "", "1", false, false},
	{"FAILED", "driver container failed with ExitCode: 1, Reason: Error", "1", true, false},
	{"FAILED", "driver container failed with ExitCode: 1, Reason: Error", "4", false, true},
	{"FAILED", "driver container failed with ExitCode: 2, Reason: Error", "1", false, true},
	{"FAILED", "driver container failed with ExitCode: 3, Reason: Error", "1", false, true},
	{"FAILED", "driver container failed with ExitCode: 5, Reason: Error", "1", true, false},
	{"FAILED", "driver container failed with ExitCode: 6, Reason: Error", "1", false, true},
	{"FAILED", "driver container failed with ExitCode: 137, Reason: OOMKilled", "1", true, false},
	{"FAILED", "driver container failed with ExitCode: 255, Reason: Error", "1", true, false},
	{"FAILED", "driver pod not found", "1", true, false},
}

func main() {
	edges := map[string][]string{}
	for _, file := range os.Args[1:] {
		for name, before := range check(file) {
			edges[name] = before
		}
	}
	told, err := json.Marshal(edges)
	require(err)
	fmt.Println(string(told))
}

func check(file string) map[string][]string {
	text, err := os.ReadFile(file)
	require(err)
	templates := known{}
	var crons []*wfv1.CronWorkflow
	for _, parsed := range common.ParseObjects(text, true) {
		switch object := parsed.Object.(type) {
		case *wfv1.WorkflowTemplate:
			require(parsed.Err)
			templates[object.Name] = object
		case *wfv1.CronWorkflow:
			require(parsed.Err)
			crons = append(crons, object)
		}
	}
	if len(templates) == 0 {
		require(fmt.Errorf("%s has no workflow template", file))
	}
	edges := map[string][]string{}
	for _, flow := range templates {
		require(validate.ValidateWorkflowTemplate(templates, none{}, flow, validate.ValidateOpts{Lint: true}))
		for _, each := range flow.Spec.Templates {
			if each.DAG != nil {
				for _, task := range each.DAG.Tasks {
					edges[task.Name] = names(task.Depends)
				}
			}
			for _, steps := range each.Steps {
				for _, step := range steps.Steps {
					tries(step)
				}
			}
		}
	}
	for _, cron := range crons {
		require(validate.ValidateCronWorkflow(context.Background(), templates, none{}, cron))
	}
	return edges
}

func tries(step wfv1.WorkflowStep) {
	for _, end := range ends {
		expected, ok := map[string]bool{"pause": end.again, "again": end.again, "give-up": end.over}[step.Name]
		if !ok {
			return
		}
		quoted, err := json.Marshal(step.When)
		require(err)
		filled, err := template.Replace(string(quoted), map[string]string{
			"steps.run.outputs.parameters.state": end.state,
			"steps.run.outputs.parameters.why":   end.why,
			"inputs.parameters.try":              end.try,
		}, false)
		require(err)
		if filled != fmt.Sprintf("%q", fmt.Sprint(expected)) {
			require(fmt.Errorf("step %s after %v: %s", step.Name, end, filled))
		}
	}
}

func names(depends string) []string {
	seen := map[string]bool{}
	for _, name := range regexp.MustCompile(`[a-z0-9][a-z0-9-]*`).FindAllString(regexp.MustCompile(`\.[A-Za-z]+`).ReplaceAllString(depends, ""), -1) {
		seen[name] = true
	}
	all := make([]string, 0, len(seen))
	for name := range seen {
		all = append(all, name)
	}
	sort.Strings(all)
	return all
}

func require(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
